// Inputs that say which places in which files get which image.
import type { InputRow } from './input.ts';

export const placeInputs = {
  file: {
    help: 'Paths or globs in the config repository, one per line',
    kind: 'list',
    aliases: ['YAML_FILE_PATH'],
  },
  image: {
    help: 'Image to deploy: `REF`, or `NAME=REF` to move the image NAME to another name, one per line',
    kind: 'list',
    aliases: ['DOCKER_REPO', 'DOCKER_IMAGE', 'DOCKER_TAG'],
  },
  'image-from': {
    help: 'In place of the tag: take the versions of the images from these files of the config repository, paths or globs, one per line; `image` without a tag narrows them',
    kind: 'list',
  },
  'image-from-branch': { help: 'Branch of the files of `image-from`; without it `branch`' },
  kind: { help: 'Only in objects of this kind; several, one per line', kind: 'list' },
  name: {
    help: 'Only in objects, or in items of a list, of this name; several, one per line',
    kind: 'list',
  },
  namespace: {
    help: 'Only in this namespace; in one file that says none, where no match says it; several, one per line',
    kind: 'list',
    aliases: ['NAMESPACE'],
  },
  container: { help: 'Only in containers of this name; several, one per line', kind: 'list' },
  under: {
    help: 'Only below this field path (`environments.prod`, `releases.[name=api]`); several, one per line',
    kind: 'list',
  },
  from: { help: 'Only where the old tag matches this pattern (`api-*`)' },
  policy: { help: 'Only places marked for this Flux image policy (`namespace:name`)' },
  set: {
    help: 'Other fields to set: `PATH=VALUE`, one per line; `{tag}`, `{version}`, `{digest}`, `{image}` and `{reference}` are replaced',
    kind: 'list',
    keepsVariables: true,
  },
  'version-env': {
    help: 'Names of container variables that carry the tag (`DD_VERSION`), one per line',
    kind: 'list',
  },
  expect: {
    help: 'Exact number of places (images, and fields of `set`) that must match; without it at least one',
  },
  create: {
    help: 'Add what is missing: an entry of a kustomization, the keys that a `set` path lacks',
    kind: 'switch',
    default: 'false',
  },
  text: {
    help: 'Read the files as plain text (Dockerfile, script, `.env`, template) and change the tag behind the whole name; `file` has written paths, `expect` the number of places',
    kind: 'switch',
    default: 'false',
  },
} as const satisfies Record<string, InputRow>;
