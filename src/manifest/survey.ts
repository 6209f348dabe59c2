import { DeployError } from '../errors.ts';
import type { Document } from './document.ts';
import { findPlaces } from './find.ts';
import type { OpenFile } from './open.ts';
import type { Place } from './place.ts';
import { imageKey } from './shapes/keys.ts';
import { policiesIn } from './shapes/marker.ts';
import { rootSpot, type ScalarSpot } from './spot.ts';
import { visit } from './visit.ts';

/** What the files hold, for a user who looked for something else. */
export interface Survey {
  readonly files: readonly string[];
  readonly places: readonly Place[];
  /** Fields that hold a tag of an image that the file does not name. */
  readonly looseTags: readonly ScalarSpot[];
  /** Image policies that comments name. */
  readonly policies: readonly string[];
  readonly unreadable: readonly DeployError[];
}

/** Looks at everything; what cannot be read is told and hides nothing else. */
export function survey(files: readonly OpenFile[]): Survey {
  const unreadable: DeployError[] = [];
  const documents = files.flatMap((file) => {
    try {
      return file.documents(() => true);
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      unreadable.push(error);
      return [];
    }
  });
  return {
    files: files.map(({ file }) => file.path),
    places: documents.flatMap(findPlaces),
    looseTags: documents.flatMap(looseTags),
    policies: [...new Set(documents.flatMap(({ source: { text } }) => policiesIn(text)))],
    unreadable,
  };
}

function looseTags(document: Document): readonly ScalarSpot[] {
  const taken = new Set(findPlaces(document).flatMap(({ scalars }) => scalars));
  const found: ScalarSpot[] = [];
  visit(rootSpot(document), {
    scalar: (spot) => {
      const role = typeof spot.key === 'string' ? imageKey(spot.key)?.role : undefined;
      if (role === 'tag' && !taken.has(spot.node)) found.push(spot);
    },
  });
  return found;
}
