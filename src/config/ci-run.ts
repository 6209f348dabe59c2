// What GitHub Actions and GitLab CI say of the run, in their predefined variables.
import type { Variables } from './variables.ts';

/** Which CI this is, and what it says of the run. */
export interface CiRun {
  readonly kind: 'github' | 'gitlab' | 'none';
  /** `https://github.com`, an address that can be read: the host that `owner/name` is resolved on. */
  readonly serverUrl: string | undefined;
  /** The project that the pipeline belongs to, `owner/name`. */
  readonly repository: string | undefined;
  /** The commit that was built, 40 hex digits. */
  readonly commit: string | undefined;
  readonly runUrl: string | undefined;
  /** Who started the run, to show to people. */
  readonly actor: string | undefined;
  readonly author: { readonly name: string; readonly email: string };
}

/**
 * Reads the predefined variables. Sources: docs.github.com "Store information in variables", docs.gitlab.com
 * "Predefined CI/CD variables reference".
 * @returns the run; what the CI does not say is `undefined`
 */
export function readCi(variables: Variables): CiRun {
  if (variables.GITHUB_ACTIONS === 'true') return readGitHub(variables);
  if (variables.GITLAB_CI === 'true') return readGitLab(variables);
  return {
    kind: 'none',
    serverUrl: undefined,
    repository: undefined,
    commit: undefined,
    runUrl: undefined,
    actor: undefined,
    author: { name: 'gitops-deploy', email: 'gitops-deploy@noreply.invalid' },
  };
}

function readGitHub(variables: Variables): CiRun {
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR } = variables;
  const serverUrl = webAddress(variables.GITHUB_SERVER_URL);
  const repository = GITHUB_REPOSITORY || undefined;
  const actor = GITHUB_TRIGGERING_ACTOR || GITHUB_ACTOR || undefined;
  const id = GITHUB_TRIGGERING_ACTOR === GITHUB_ACTOR ? variables.GITHUB_ACTOR_ID : undefined;
  const name = actor ?? 'github-actions[bot]';
  return {
    kind: 'github',
    serverUrl,
    repository,
    commit: variables.GITHUB_SHA || undefined,
    runUrl:
      serverUrl && repository && GITHUB_RUN_ID
        ? `${serverUrl}/${repository}/actions/runs/${GITHUB_RUN_ID}`
        : undefined,
    actor,
    // The noreply address is the one that "Block command line pushes that expose my email" (GH007) lets through.
    author: {
      name,
      email: `${id ? `${id}+` : ''}${name}@users.noreply.${hostOf(serverUrl) ?? 'github.com'}`,
    },
  };
}

function readGitLab(variables: Variables): CiRun {
  const { GITLAB_USER_NAME } = variables;
  const serverUrl = webAddress(variables.CI_SERVER_URL);
  return {
    kind: 'gitlab',
    serverUrl,
    repository: variables.CI_PROJECT_PATH || undefined,
    commit: variables.CI_COMMIT_SHA || undefined,
    runUrl: variables.CI_JOB_URL || variables.CI_PIPELINE_URL || undefined,
    actor: variables.GITLAB_USER_LOGIN || GITLAB_USER_NAME || undefined,
    author: {
      name: GITLAB_USER_NAME || 'GitLab CI',
      email: variables.GITLAB_USER_EMAIL || `noreply@${hostOf(serverUrl) ?? 'gitlab.invalid'}`,
    },
  };
}

/** One without a scheme is none: what cannot be read as an address counts as not given. */
function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? url : undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).hostname;
}
