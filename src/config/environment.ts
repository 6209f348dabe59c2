import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { Env } from './raw.ts';

/** Which CI this is and what it says of the run; empty where it says nothing. */
export interface Environment {
  readonly ci: 'github' | 'gitlab' | 'none';
  /** `https://github.com`, an address that can be read: the host that `owner/name` is resolved on. */
  readonly serverUrl?: string;
  /** The project that the pipeline belongs to, `owner/name`. */
  readonly repository?: string;
  /** The commit that was built, 40 hex digits. */
  readonly commit?: string;
  readonly runUrl?: string;
  /** Who started the run, to show to people. */
  readonly actor?: string;
  readonly author: { readonly name: string; readonly email: string };
}

/** Reads the variables that every tool is told its proxies by. Lower case wins, as curl has it. */
export function readProxies(env: Env): ProxySettings {
  const variable = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  return {
    httpsProxy: variable('HTTPS_PROXY'),
    httpProxy: variable('HTTP_PROXY'),
    noProxy: variable('NO_PROXY'),
  };
}

/** What must not be printed of the proxies, as it is written and as it is meant. */
export function proxyPasswords({ httpsProxy, httpProxy }: ProxySettings): string[] {
  return [httpsProxy, httpProxy].flatMap((proxy) => {
    const password = /^\w+:\/\/[^@/]*:([^@/]+)@/.exec(proxy ?? '')?.[1];
    return password === undefined ? [] : [password, percentDecoded(password)];
  });
}

/**
 * Reads GitHub Actions' and GitLab CI's predefined variables. Sources:
 * docs.github.com "Store information in variables", docs.gitlab.com "Predefined CI/CD variables reference".
 */
export function readCi(env: Env): Environment {
  if (env.GITHUB_ACTIONS === 'true') return readGitHub(env);
  if (env.GITLAB_CI === 'true') return readGitLab(env);
  return { ci: 'none', author: { name: 'gitops-deploy', email: 'gitops-deploy@noreply.invalid' } };
}

function readGitHub(env: Env): Environment {
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const server = webAddress(env.GITHUB_SERVER_URL);
  const actor = env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR;
  const id = env.GITHUB_TRIGGERING_ACTOR === env.GITHUB_ACTOR ? env.GITHUB_ACTOR_ID : undefined;
  const name = actor ?? 'github-actions[bot]';
  return {
    ci: 'github',
    ...text('serverUrl', server),
    ...text('repository', repository),
    ...text('commit', env.GITHUB_SHA),
    ...text('runUrl', server && repository && run && `${server}/${repository}/actions/runs/${run}`),
    ...text('actor', actor),
    // The noreply address is the one that "Block command line pushes that expose my email" (GH007) lets through.
    author: { name, email: `${id ? `${id}+` : ''}${name}@users.noreply.${hostOf(server) ?? 'github.com'}` },
  };
}

function readGitLab(env: Env): Environment {
  const { CI_PROJECT_PATH, CI_COMMIT_SHA, CI_JOB_URL, CI_PIPELINE_URL, GITLAB_USER_NAME } = env;
  const server = webAddress(env.CI_SERVER_URL);
  return {
    ci: 'gitlab',
    ...text('serverUrl', server),
    ...text('repository', CI_PROJECT_PATH),
    ...text('commit', CI_COMMIT_SHA),
    ...text('runUrl', CI_JOB_URL || CI_PIPELINE_URL),
    ...text('actor', env.GITLAB_USER_LOGIN || GITLAB_USER_NAME),
    author: {
      name: GITLAB_USER_NAME || 'GitLab CI',
      email: env.GITLAB_USER_EMAIL || `noreply@${hostOf(server) ?? 'gitlab.invalid'}`,
    },
  };
}

function text<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value ? ({ [key]: value } as { [key in K]: string }) : {};
}

/** One without a scheme is none: what cannot be read as an address counts as not given. */
function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? url : undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).hostname;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
