// What a promotion is asked for: images as other files have them.
import { checkBranch } from '../remote/branch-name.ts';
import { checkPath } from '../remote/file-path.ts';
import { inputName } from '../wording.ts';
import { checkFileText } from './common-mistakes.ts';
import { type EditConfig, readTarget } from './edit-config.ts';
import { readImageNames } from './image-names.ts';
import type { InputReader } from './input-reader.ts';

/** Where the versions come from. */
export interface PromotionConfig {
  /** Paths and globs of the files that have them. */
  readonly paths: readonly string[];
  /** Without it, the branch that is deployed to. */
  readonly branch: string | undefined;
  /** Names without tags; none: every image that both have. */
  readonly images: readonly string[];
  /** The user says what was built; it counts where the history does not. */
  readonly isSourceGiven: boolean;
  /** What the files are for, once they were read: `staging`. */
  readonly origin: string | undefined;
}

/**
 * Reads what a promotion is asked for.
 * @returns `undefined` where the image is given with its version
 */
export function readPromotion(reader: InputReader): PromotionConfig | undefined {
  const isAsked = reader.list('image-from').length > 0;
  const branch = reader.parsed('image-from-branch', (name) =>
    checkBranch(name.replace(/^refs\/heads\//, '')),
  );
  if (!isAsked && reader.text('image-from-branch') !== undefined)
    reader.missing('image-from', `${inputName('image-from-branch')} is the branch of other files: say which`);
  if (!isAsked) return undefined;
  if (reader.isOn('text'))
    reader.refuse('image-from', 'is given beside a file of plain text', 'give the image with its tag there');
  const paths = reader.parsedList('image-from', (text) => checkPath(checkFileText(text)));
  const images = readImageNames(reader, 'the files have the tag');
  return { paths, branch, images, isSourceGiven: reader.text('source') !== undefined, origin: undefined };
}

/**
 * Reads which places a promotion may change.
 * @returns a target that names the images, and no version of them
 */
export function readPromotionEdit(reader: InputReader, { images }: PromotionConfig): EditConfig {
  if (reader.list('set').length > 0)
    reader.refuse('set', 'is not for a promotion', 'set other fields in a run of their own');
  const named = images.map((name) => ({ name: undefined, to: { name, tag: undefined, digest: undefined } }));
  return { target: readTarget(reader, named, []), dryRun: reader.isOn('dry-run') };
}
