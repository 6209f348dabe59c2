// Inputs that say what the registry is asked about the images.
import type { InputRow } from './input.ts';

export const imageInputs = {
  'tag-policy': {
    help: 'In place of the tag: deploy the newest one that the registry has, by `semver:^1.2`, `alphabetical`, `numerical` (`:desc` for the first), or a pattern with a named group (`^main-[a-f0-9]+-(?<ts>[0-9]+)$`); a pattern and an order, one per line',
    kind: 'list',
    keepsVariables: true,
  },
  'image-check': {
    help: 'What the registry is asked before the commit: `exists` whether the image is there; `digest` for its digest too, and `TAG@sha256:...` is deployed',
    default: 'none',
    oneOf: ['none', 'exists', 'digest'],
  },
  'image-platforms': {
    help: 'Platforms that the image has to be there for (`linux/amd64,linux/arm64`); without it any is enough',
    kind: 'list',
  },
  'image-wait': {
    help: 'How long to wait within `timeout` for an image that is not there yet: `90s`, `3m`; without it no time',
  },
  'registry-username': {
    help: "User of the image's registry; without it the one that the registry expects beside a token",
  },
  'registry-token': {
    help: "Token or password for the image's registry; without it what `DOCKER_AUTH_CONFIG`, `~/.docker/config.json` and podman's `auth.json` hold",
    secret: true,
  },
} as const satisfies Record<string, InputRow>;
