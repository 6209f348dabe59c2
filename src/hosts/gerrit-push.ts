// Changes that are pushed to Gerrit for review: https://gerrit-review.googlesource.com/Documentation/user-upload.html

/** What a push says of its change. */
export interface GerritPush {
  /** The branch that the change is for. */
  readonly base: string;
  /** One word for all changes of a target. */
  readonly topic: string;
  readonly hashtags: readonly string[];
  /** User names. */
  readonly reviewers: readonly string[];
  /** It is marked as work in progress. */
  readonly isDraft: boolean;
}

/** What a reference's name may hold that is no option's end: https://git-scm.com/docs/git-check-ref-format */
const plainWord = /^(?!.*(?:\.\.|\.lock$|\/\/|\.\/|@\{))[\w.@/+-]*[\w+-]$/;

/**
 * Says whether a word can be an option of a push.
 * @param word a topic, a hashtag, a user name
 * @returns `false` where the reference would have no name that git takes
 */
export function isPushWord(word: string): boolean {
  return plainWord.test(word);
}

/**
 * Names what a change is pushed to.
 * @returns `refs/for/main%topic=gitops-deploy-web,hashtag=deploy,r=jo`
 */
export function gerritRef({ base, topic, hashtags, reviewers, isDraft }: GerritPush): string {
  const options = [
    `topic=${topic}`,
    ...hashtags.map((hashtag) => `hashtag=${hashtag}`),
    ...reviewers.map((reviewer) => `r=${reviewer}`),
    ...(isDraft ? ['wip'] : []),
  ];
  return `refs/for/${base}%${options.join(',')}`;
}

/**
 * Says what a refusal means. Source: com.google.gerrit.server.git.receive.ReceiveCommits
 * @param said the server's words
 * @returns `there`: the commit is a patch set already; `closed`: the change was merged or abandoned; `reviewers`: one of them is
 * not known; `undefined`: something else
 */
export function gerritRefusal(said: string): 'there' | 'closed' | 'reviewers' | undefined {
  if (/no new changes|no changes made|commit\(s\) already exists?/i.test(said)) return 'there';
  if (/change \S+ closed/i.test(said)) return 'closed';
  if (/(?:user|account|reviewer) .{0,200}(?:not found|ambiguous|is inactive|not registered)/i.test(said))
    return 'reviewers';
  return undefined;
}

/** The address of a change, and of an older server's; others end in a number as well. */
const changeForms = [/\/(?:\+|c)\/(\d{1,15})\/?$/, /^https?:\/\/[\w.:/#+~@%-]+?\/(\d{1,15})\/?$/];

/**
 * Finds the change in what the server says beside a push: `https://gerrit.acme.dev/c/acme/config/+/1152 Deploy web [NEW]`
 * @param remarks the server's words, in lines
 * @returns its page and number; `undefined` where it says neither
 */
export function changeIn(remarks: string): { readonly url: string; readonly number: number } | undefined {
  // What a hook says comes before the word of success.
  const success = Math.max(0, remarks.search(/\bSUCCESS\b/));
  for (const form of changeForms)
    for (const said of [remarks.slice(success), remarks])
      for (const [url] of said.matchAll(/\bhttps?:\/\/[\w.:/#+~@%-]+(?=\s|$)/g)) {
        const number = form.exec(url)?.[1];
        if (number !== undefined) return { url, number: Number(number) };
      }
  return undefined;
}
