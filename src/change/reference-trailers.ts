// The trailers by which Argo CD and gitops-promoter show the commit of the source beside the commit of a deploy.
//   https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/#adding-original-commit-metadata
import { cutText } from './bounds.ts';
import type { Trailer } from './commit-message.ts';

/** What is known of the commit that was built. */
export interface SourceReference {
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly repositoryUrl: string | undefined;
  readonly commit: string | undefined;
  /** `Jo Doe <jo@example.com>` */
  readonly author: { readonly name: string; readonly email: string } | undefined;
  /** Its message; the first line counts. */
  readonly subject: string | undefined;
  readonly date: string | undefined;
}

/** Letters of the subject. */
const longestSubject = 200;

/**
 * Writes the trailers of the source's commit, in the forms that Argo CD takes; it ignores others.
 * @param given trailers of the user, who may say the same otherwise
 * @param holdsSecret says whether a text holds a secret: such a trailer is left out, because nobody asked for it
 * @returns those that are known; none without the commit's id
 */
export function referenceTrailers(
  source: SourceReference,
  given: readonly Trailer[],
  holdsSecret: (text: string) => boolean,
): readonly Trailer[] {
  const { author, subject = '', date = '', repositoryUrl = '' } = source;
  const commit = source.commit?.toLowerCase() ?? '';
  if (!/^[0-9a-f]{5,40}$/.test(commit)) return [];
  const values = {
    sha: commit,
    repourl: /^https?:\/\/\S+$/.test(repositoryUrl) ? repositoryUrl : '',
    author: author === undefined ? '' : mailbox(author),
    subject: harmless(firstLine(subject), source.repository),
    date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(date) ? date : '',
  };
  return Object.entries(values)
    .map(([name, value]) => ({ key: `Argocd-reference-commit-${name}`, value }))
    .filter(
      ({ key, value }) => value !== '' && !holdsSecret(value) && !given.some((one) => sameKey(one.key, key)),
    );
}

function firstLine(text: string): string {
  return cutText(
    text
      .trim()
      .split(/[\r\n]/)[0]
      ?.trim() ?? '',
    longestSubject,
  );
}

/** RFC 5322, 3.4: what is more than words stands in quotes. */
function mailbox({ name, email }: NonNullable<SourceReference['author']>): string {
  const isPlain = /^[\p{L}\p{M}\p{N} !#$%&'*+/=?^_`{|}~.-]+$/u.test(name);
  return `${isPlain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${email}>`;
}

/**
 * Takes from a subject what hosts obey in any message: `[skip ci]` would keep the config repository's own pipelines from
 * running, and `Fixes #12` close an issue there.
 *   https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs
 *   https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
 * @param subject the first line of a message
 * @param repository the one that numbers are of, `owner/name`
 * @returns the subject without it
 */
export function harmless(subject: string, repository: string | undefined): string {
  return subject
    .replace(/\[([^[\]]*\b(?:skip|no)\b[^[\]]*)\]/gi, '($1)')
    .replace(/\*{3}(NO_CI)\*{3}/gi, '$1')
    .replace(/(?<![\w/])(?:#|\bGH-)(?=\d)/gi, repository === undefined ? 'no. ' : `${repository}#`);
}

const sameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
