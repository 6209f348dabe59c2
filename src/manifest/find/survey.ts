import { DeployError } from '../../errors.ts';
import { sameName } from '../../image/name.ts';
import { splitReference } from '../../image/reference.ts';
import { type Proposal, proposalFor } from '../explain/proposal.ts';
import { imageKey } from '../shapes/keys.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { policiesIn } from '../shapes/marker.ts';
import type { Place } from '../shapes/place.ts';
import { viewOf } from '../shapes/view.ts';
import type { Document } from '../yaml/document.ts';
import { resourceOf } from '../yaml/locate.ts';
import type { OpenFile } from '../yaml/open.ts';
import { rootSpot, type ScalarSpot } from '../yaml/spot.ts';
import { visit } from '../yaml/visit.ts';
import { findPlaces } from './find.ts';

/** What the files hold, for a user who looked for something else. */
export interface Survey {
  readonly files: readonly string[];
  readonly places: readonly Place[];
  /** Arguments, variables, annotations: values that name the image, and no shape says so. */
  readonly mentions: readonly Proposal[];
  /** Fields that hold a tag of an image that the file does not name. */
  readonly looseTags: readonly Proposal[];
  /** Flux's ImageRepository objects of the image: where to look for tags of it. */
  readonly repositories: readonly ScalarSpot[];
  /** Image policies that comments name. */
  readonly policies: readonly string[];
  /** Whether `create` would add an entry: there is one kustomization, and it has none of the image. */
  readonly takesEntry: boolean;
  readonly unreadable: readonly DeployError[];
}

/** Looks at everything, for the image of that name; what cannot be read is told and hides nothing else. */
export function survey(files: readonly OpenFile[], wanted: string): Survey {
  const readings = files.map((file) => readable(file, () => true));
  const unreadable = readings.flatMap(({ error }) => error ?? []);
  const documents = readings.flatMap((reading) => reading.documents);
  const loose = documents.filter((document) => mayHoldLoose(document, wanted)).flatMap(looseScalars);
  return {
    files: files.map(({ file }) => file.path),
    places: documents.flatMap(findPlaces),
    mentions: loose.flatMap((spot) => proposalFor(spot, wanted) ?? []),
    repositories: loose.filter((spot) => isRepositoryOf(wanted, spot)),
    looseTags: loose.filter(isTag).map((spot) => ({ spot, template: '{tag}' })),
    policies: [...new Set(documents.flatMap(({ source: { text } }) => policiesIn(text)))],
    takesEntry: documents.map((document) => viewOf(rootSpot(document))).filter(isKustomization).length === 1,
    unreadable,
  };
}

/** The wanted documents of a file, or why it cannot be read. */
export function readable(
  file: OpenFile,
  isWanted: (text: string) => boolean,
): { readonly documents: readonly Document[]; readonly error?: DeployError } {
  try {
    return { documents: file.documents(isWanted) };
  } catch (error) {
    if (error instanceof DeployError) return { documents: [], error };
    throw error;
  }
}

/** Spares large documents, with many images and nothing of the kind, a second visit. */
function mayHoldLoose({ source: { text } }: Document, wanted: string): boolean {
  return text.includes(wanted) || /tag|ImageRepository/i.test(text);
}

function isRepositoryOf(wanted: string, spot: ScalarSpot): boolean {
  const isImage = spot.key === 'image' && resourceOf(spot).kind === 'ImageRepository';
  return isImage && sameName(splitReference(spot.node.source).name, wanted);
}

/** The scalars that belong to no place, each once. */
function looseScalars(document: Document): readonly ScalarSpot[] {
  const taken = new Set(findPlaces(document).flatMap(({ scalars }) => scalars));
  const found: ScalarSpot[] = [];
  visit(rootSpot(document), {
    scalar: (spot) => {
      if (taken.has(spot.node)) return;
      taken.add(spot.node);
      found.push(spot);
    },
  });
  return found;
}

function isTag({ key }: ScalarSpot): boolean {
  return typeof key === 'string' && imageKey(key)?.role === 'tag';
}
