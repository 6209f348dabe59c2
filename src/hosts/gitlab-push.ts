// Merge requests that GitLab opens by itself at a push: https://docs.gitlab.com/topics/git/commit/#push-options-for-merge-requests
import { cut } from './request-words.ts';

/** What a push says of its merge request. */
export interface GitLabPush {
  /** The branch that the change is for. */
  readonly base: string;
  /** `undefined`: the one that the request has; a new one has the subject of the commit. */
  readonly title: string | undefined;
  /** In Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
  /** User names. */
  readonly assignees: readonly string[];
  readonly isDraft: boolean;
  /** GitLab merges it when its rules allow it. */
  readonly isAutoMerge: boolean;
}

/** How a merge request stands, as far as the server says it beside the push. */
export type PushedRequest =
  | {
      readonly is: 'open';
      readonly url: string;
      readonly number: number;
      /** Why the server has not done what the push options say, in its words; `undefined`: it has. */
      readonly problem: string | undefined;
    }
  | { readonly is: 'refused' }
  | { readonly is: 'unsaid' };

/** Letters: an option has to fit into a packet, and into a variable of a hook. */
const longest = { title: 255, body: 15_000 };

/**
 * Writes the options of a push. An option that the server does not know is passed over, so that both names of the merge by the
 * host are sent: servers before 17.11 know the older one alone. An option is one line, and GitLab makes a line's end of
 * a backslash and an "n". Where the text itself has the two, they are kept apart: a line of its own could be a command to GitLab.
 * @returns one option each
 */
export function gitlabPushOptions(push: GitLabPush): readonly string[] {
  const { base, title, body, labels, assignees, isDraft, isAutoMerge } = push;
  const options = [
    'create',
    `target=${base}`,
    ...(title === undefined ? [] : [`title=${cut(withoutLineEnds(title), longest.title)}`]),
    `description=${withoutLineEnds(cut(body, longest.body))
      .replace(/\r?\n/g, '\\n')
      .replace(/\p{Cc}/gu, ' ')}`,
    ...labels.map((label) => `label=${label}`),
    ...assignees.map((name) => `assign=${name}`),
    ...(isDraft ? ['draft'] : []),
    ...(isAutoMerge ? ['auto_merge', 'merge_when_pipeline_succeeds'] : []),
  ];
  return options.map((option) => `merge_request.${option}`);
}

/** A space without width keeps a backslash and the "n" behind it apart. */
function withoutLineEnds(text: string): string {
  return text.replaceAll('\\n', '\\\u200bn');
}

/**
 * Finds the merge request in what the server says beside a push.
 * Source: https://gitlab.com/gitlab-org/gitaly/-/blob/master/internal/gitaly/hook/postreceive.go
 * @param remarks the server's words, in lines
 * @returns `refused`: it offers to open one by hand, because it has opened none. One that is open is named beside an error too
 */
export function pushedRequest(remarks: string): PushedRequest {
  const [, url, number] =
    /View merge request for [^\n]*\n\s*(https?:\/\/\S+?\/merge_requests\/(\d{1,9}))(?=\s|$)/.exec(remarks) ??
    [];
  const problem = /Error encountered with push options[^\n]*/.exec(remarks)?.[0];
  if (url !== undefined) return { is: 'open', url, number: Number(number), problem };
  const isRefused = problem !== undefined || remarks.includes('To create a merge request for ');
  return { is: isRefused ? 'refused' : 'unsaid' };
}

/**
 * Says whether a token is one that GitLab's API takes for merge requests. That of a job and that of a deploy are for git alone:
 * https://docs.gitlab.com/ci/jobs/ci_job_token/, https://docs.gitlab.com/user/project/deploy_tokens/
 * @param token the secret; `undefined`: there is none
 * @param jobToken the one that GitLab gives the job
 * @returns `false` for one that the API refuses
 */
export function isForApi(token: string | undefined, jobToken: string | undefined): boolean {
  return token !== undefined && token !== jobToken && !/^(?:[A-Za-z]\w*-)?gl(?:cbt|dt)-/.test(token);
}
