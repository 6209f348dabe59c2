import type { Reference } from '../image/reference.ts';

/** One image to move: places that name `name` get `to`. Without `name`, `to`'s own name is looked for. */
export interface ImageTarget {
  readonly name?: string;
  readonly to: Reference;
}

/** `value` goes to the field at `path`. `fromImage` says that it held {tag} or the like, so it is always a string. */
export interface Assignment {
  readonly path: string;
  readonly value: string;
  readonly fromImage: boolean;
}

/**
 * Narrows the places when several match; every given field must hold. `from` is a pattern of the old tag (`api-*`). An
 * object that names no namespace is in the given one, unless another that matches names it.
 */
export interface Selector {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly container?: string;
  readonly from?: string;
}

/** What is to be changed, whatever the files look like. */
export interface Target {
  readonly images: readonly ImageTarget[];
  readonly select: Selector;
  /** Flux image policy, `namespace:name`. */
  readonly policy?: string;
  readonly set: readonly Assignment[];
  /** Names of container variables that carry the tag. */
  readonly versionEnv: readonly string[];
  /** Exact number of image places and fields of `set` that must match, over all files; without it at least one. */
  readonly expect?: number;
  readonly create: boolean;
}

/** A file as it stands in the repository. */
export interface ManifestFile {
  /** Path from the repository's root, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The Kubernetes object around a place, as far as the file says. */
export interface Resource {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** One scalar that changes. Lines count from 1, in the file as it becomes. */
export interface Change {
  readonly file: string;
  readonly line: number;
  /** Field path, `spec.template.spec.containers.[name=web].image`. */
  readonly path: string;
  /** The image as the file names it, where the place belongs to one. */
  readonly image?: string;
  /** The container's variable that carries the tag, where the place is one, and not the image itself. */
  readonly variable?: string;
  /** Old and new tag (or digest, or whole value where there is no tag). */
  readonly from: string;
  readonly to: string;
  readonly resource: Resource;
}

export interface EditedFile extends ManifestFile {
  /** The text before, to show a diff. */
  readonly before: Uint8Array;
}

/** `files` holds only those that changed: none of them means that every place holds the wanted value already. */
export interface ManifestEdit {
  readonly files: readonly EditedFile[];
  readonly changes: readonly Change[];
  /** Objects of the matched places, changed or not, for links and messages. */
  readonly resources: readonly Resource[];
  /** Sentences on what was seen and left alone: the reference in args or comments, a variable in place of a tag. */
  readonly notes: readonly string[];
}
