// The deploys that somebody asks for.
import type { Reference } from '../image/reference.ts';
import { splitReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { Deploy } from './read-deploys.ts';

/** What of the history is wanted. */
export interface Wanted {
  /** Says whether a path is of interest; `undefined`: all are. */
  readonly isFile: ((path: string) => boolean) | undefined;
  /** Names, with or without a tag; none: all images. */
  readonly images: readonly Reference[];
  readonly environment: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
}

/**
 * Selects the deploys that are wanted.
 * @param deploys in any order
 * @returns those of them, in the same order
 */
export function selectDeploys(deploys: readonly Deploy[], wanted: Wanted): readonly Deploy[] {
  const { since = Number.NEGATIVE_INFINITY } = wanted;
  return deploys.filter((deploy) => deploy.date >= since && isWanted(deploy, wanted));
}

function isWanted(deploy: Deploy, { isFile, images, environment }: Wanted): boolean {
  const { places } = deploy;
  if (environment !== undefined && deploy.environment !== environment) return false;
  // Of many places some are not listed, and may be the ones that are asked for.
  if (isFile !== undefined && !places.isCut && !places.targets.some(({ file }) => isFile(file))) return false;
  return images.length === 0 || images.some((image) => hasImage(deploy, image));
}

function hasImage({ references }: Deploy, wanted: Reference): boolean {
  return references
    .map(splitReference)
    .some(
      ({ name, tag, digest }) =>
        sameName(name, wanted.name) &&
        (wanted.tag === undefined || wanted.tag === tag) &&
        (wanted.digest === undefined || wanted.digest === digest),
    );
}
