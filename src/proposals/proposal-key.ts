// The name of a proposal: the same for the same files and images, whatever the tag, and never the same for others.
import { createHash } from 'node:crypto';
import { canonicalName, lastSegment } from '../image/repository-name.ts';
import type { Target } from '../manifest/target.ts';

/** Letters of the words in a branch's name, and digits of the hash behind them. */
const [mostWords, hashDigits] = [40, 10];

/**
 * Makes the key of what a deploy is to change.
 * @param files paths and globs, as they were given
 * @returns ten hex digits
 */
export function proposalKey(target: Target, files: readonly string[]): string {
  const { images, set, select, policy, text } = target;
  const { kind, name, namespace, container, under, from = '' } = select;
  return hashOf([
    sorted(files),
    sorted(images.map((image) => canonicalName(image.name ?? image.to.name))),
    sorted(set.map(({ path }) => path)),
    ...[kind, name, namespace, container].map(sorted),
    under.map((steps) => JSON.stringify(steps)),
    // A pattern of several tags tells targets apart; one tag is another the next time.
    /[*?]/.test(from) ? from : '',
    policy ?? '',
    text,
  ]);
}

/**
 * Names the branch of a proposal where the user gives it no name.
 * @param key of what is to change
 * @param base the branch that the change is for
 * @returns `gitops-deploy/web-3f2a9c1b0d`
 */
export function defaultBranch(target: Target, key: string, base: string): string {
  const names = target.images.map((image) => lastSegment(image.name ?? image.to.name));
  const words = names.length > 0 ? names : target.set.map(({ path }) => path);
  const slug = words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, mostWords)
    .replace(/^-+|-+$/g, '');
  return `gitops-deploy/${slug === '' ? 'deploy' : slug}-${hashOf([key, base])}`;
}

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, hashDigits);
}
