# Builds on any base that has node (20 or later) on the PATH and a shell: nothing is run, only copied.
ARG BASE_IMAGE=node:24-alpine@sha256:d32cdf619f63fe0471182d08996dd516c6275bb5fd31ae06e55a570bd9e1ad43
FROM ${BASE_IMAGE}

LABEL org.opencontainers.image.title="gitops-deploy" \
      org.opencontainers.image.description="Changes exactly the image tag in the config repository, once, and tells people" \
      org.opencontainers.image.licenses="MIT"

COPY package.json LICENSE THIRD_PARTY_LICENSES /opt/gitops-deploy/
COPY dist /opt/gitops-deploy/dist
COPY container /

ENV NODE_ENV=production
# A number, so that Kubernetes can tell that it is not root (runAsNonRoot); the user `node` of the official images.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/entrypoint"]
