# Builds on any base that has node (20 or later) on the PATH and a shell: nothing is run, only copied.
ARG BASE_IMAGE=node:24-alpine
FROM ${BASE_IMAGE}

LABEL org.opencontainers.image.title="gitops-deploy" \
      org.opencontainers.image.description="Changes exactly the image tag in the config repository, once, and tells people" \
      org.opencontainers.image.licenses="MIT"

COPY package.json LICENSE /opt/gitops-deploy/
COPY dist /opt/gitops-deploy/dist
COPY container /

ENV NODE_ENV=production
# A number, so that Kubernetes can tell that it is not root (runAsNonRoot); the user `node` of the official images.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/entrypoint"]
