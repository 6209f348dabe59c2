// Bitbucket Data Center: a company's own.
import { type Host, unknownHost } from './host.ts';

export const bitbucketDataCenter: Host = {
  ...unknownHost,
  kind: 'bitbucket-data-center',
  nameWords: ['bitbucket'],
  // Its clone URLs end in `/scm/PROJECT/REPOSITORY.git`, wherever it is installed.
  hasPath: (path) => /\/scm\/[^/]+\/[^/]+$/.test(path),
  commitPath,
  // Tokens of a project or a repository come with no name:
  // https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html
  takesBearer: true,
  tokenForm: /^BBDC-/,
};

/** `[/context]/scm/project/name` over HTTPS, `/project/name` over SSH; people's projects are `~user`. */
function commitPath(path: string, commit: string): string | undefined {
  const [, context = '', project, name] =
    /^(?:(.*)\/scm)?\/?([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(path) ?? [];
  if (project === undefined) return undefined;
  const owner = project.startsWith('~') ? `users/${project.slice(1)}` : `projects/${project.toUpperCase()}`;
  return `${context}/${owner}/repos/${name}/commits/${commit}`;
}
