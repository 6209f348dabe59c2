// What is to be changed, whatever the files look like.
import type { Reference } from '../image/reference.ts';
import type { PathStep } from './field-path.ts';

/** One image to move: places that name `name` get `to`. Without `name`, `to`'s own name is looked for. */
export interface ImageTarget {
  readonly name: string | undefined;
  readonly to: Reference;
}

/** `value` goes to the fields at `path`. `fromImage` says that it held {tag} or the like, so it is always a string. */
export interface Assignment {
  /** The field path as the user wrote it, and its steps. */
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly value: string;
  readonly fromImage: boolean;
}

/** Narrows the places when several match: each selector that has values must hold for one of them. */
export interface Selector {
  readonly kind: readonly string[];
  readonly name: readonly string[];
  /** What names no namespace at all is in the given one where nothing else is, and where it is of one file. */
  readonly namespace: readonly string[];
  readonly container: readonly string[];
  /** Only what stands at one of these paths, or below. */
  readonly under: readonly (readonly PathStep[])[];
  /** A pattern of the old tag, `api-*`. */
  readonly from: string | undefined;
}

/** The paths that the user wrote: each is meant, so each holds something of what is to be changed. A glob's file need not. */
interface WrittenPaths {
  readonly paths: readonly string[];
  /** What to do about one that holds nothing: a shell writes paths as well. */
  readonly whenIdle: 'refuse' | 'note';
}

/** What is to be changed. */
export interface Target {
  readonly images: readonly ImageTarget[];
  readonly select: Selector;
  /** The namespace that the run says it is for, for links and channels: what the files say counts more. */
  readonly namespace: string | undefined;
  /** Flux image policy, `namespace:name`. */
  readonly policy: string | undefined;
  readonly set: readonly Assignment[];
  readonly written: WrittenPaths;
  /** Names of container variables that carry the tag. */
  readonly versionEnv: readonly string[];
  /** Exact number of image places and fields of `set` that must match, over all files; without it at least one. */
  readonly expect: number | undefined;
  readonly create: boolean;
  /** The files are plain text: the version behind the whole name changes, wherever it stands. */
  readonly text: boolean;
}

/** The selector that every place fits. */
export const everyPlace: Selector = {
  kind: [],
  name: [],
  namespace: [],
  container: [],
  under: [],
  from: undefined,
};

/** The target that changes nothing. */
export const emptyTarget: Target = {
  images: [],
  select: everyPlace,
  namespace: undefined,
  policy: undefined,
  set: [],
  written: { paths: [], whenIdle: 'note' },
  versionEnv: [],
  expect: undefined,
  create: false,
  text: false,
};
