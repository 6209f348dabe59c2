import { randomUUID } from 'node:crypto';
import { type Deployment, deploy, type Plan } from '../change/land-edit.ts';
import { type Checks, type Config, readConfig } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Provenance } from '../config/provenance.ts';
import type { RawInputs } from '../config/raw.ts';
import { fillTemplate } from '../config/template.ts';
import { readTold } from '../config/told.ts';
import { DeployError } from '../errors.ts';
import { openRepository } from '../git/repository.ts';
import { commitPage } from '../hosts/commit-page.ts';
import { type CiServer, findHost } from '../hosts/find-host.ts';
import { gitHost, gitUserAgent, requestUrl } from '../hosts/git-host.ts';
import { checkBranch } from '../remote/branch-name.ts';
import { checkPath } from '../remote/file-path.ts';
import type { ProxySettings } from '../remote/proxy-settings.ts';
import { parseKnownHosts } from '../remote/ssh/known-hosts.ts';
import { parseSshKey } from '../remote/ssh/ssh-key.ts';
import { parseRemoteUrl, type RemoteUrl } from '../remote/url.ts';
import { unifiedDiff } from '../report/diff.ts';
import type { Reporter } from '../report/report.ts';
import { version } from '../version.ts';
import { failure, type Outcome, reportedChanges } from './outcome.ts';
import { tell } from './tell.ts';
import { type Seen, watched } from './watched.ts';

export interface DeployContext {
  readonly raw: RawInputs;
  readonly provenance: Provenance;
  readonly ci: Environment;
  readonly reporter: Reporter;
  /** Aborts when the process is told to stop: no new attempt is begun, a push on its way is waited for. */
  readonly signal: AbortSignal;
  readonly proxy: ProxySettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the adapters know about good inputs, so that every bad one is reported at once. */
const checks: Checks = {
  repository: (url) => parseRemoteUrl(url) && url,
  branch: checkBranch,
  file: checkPath,
  key: (text, input) => parseSshKey(text, input) && text,
  knownHosts: (lines) => parseKnownHosts(lines) && lines,
};

/** The main job: environment and config are read, the rest is here in order. Throws DeployError for bad input only. */
export async function runDeploy(context: DeployContext): Promise<Outcome> {
  const started = context.now();
  const config = await readOrTell(context);
  const url = parseRemoteUrl(config.repository);
  const { repository, branch } = config;
  let seen: Seen = { ...(branch === undefined ? {} : { branch }) };
  const deadline = started + config.timeoutMs;
  const landing = land(config, url, deadline, context, (latest) => {
    seen = latest;
  });
  // Only the landing itself can fail: whatever goes wrong after it takes nothing back of what is pushed.
  const [outcome, deployment] = await landing.then(
    (landed): Ended => [{ repository, ...outcomeOf(landed, url, context.ci) }, landed],
    (error): Ended => [{ repository, ...seen, ...failure(error), changes: [], diff: '' }],
  );
  await tell(outcome, deployment, config, context, deadline);
  return outcome;
}

type Ended = readonly [outcome: Outcome, deployment?: Deployment];

/** A deploy that fails for bad input is told too, where the inputs of Slack are good. */
async function readOrTell(context: DeployContext): Promise<Config> {
  try {
    return readConfig(context.raw, context.ci, checks, context.provenance);
  } catch (error) {
    const told = readTold(context.raw, context.provenance);
    const outcome: Outcome = { ...failure(error), changes: [], diff: '' };
    if (told !== undefined) await tell(outcome, undefined, told, context, Number.POSITIVE_INFINITY);
    throw error;
  }
}

async function land(
  config: Config,
  url: RemoteUrl,
  deadline: number,
  { ci, reporter, signal, proxy, now }: DeployContext,
  note: (seen: Seen) => void,
): Promise<Deployment> {
  const log = (line: string) => reporter.info(line);
  const host = findHost(url, ciServer(ci));
  const repository = openRepository({
    url: requestUrl(host, url),
    host: gitHost(host),
    token: config.token,
    username: config.username,
    allowHttp: config.allowHttp,
    sshKey: config.sshKey === undefined ? undefined : parseSshKey(config.sshKey, 'ssh-key'),
    knownHosts: config.sshKnownHosts === undefined ? undefined : parseKnownHosts(config.sshKnownHosts),
    signingKey: config.signingKey === undefined ? undefined : parseSshKey(config.signingKey, 'signing-key'),
    proxy,
    deadline,
    now,
    random: Math.random,
    signal,
    userAgent: gitUserAgent(version),
    log,
  });
  try {
    return await deploy(planOf(config, ci), watched(repository, note), log);
  } finally {
    repository.close();
  }
}

function planOf(config: Config, ci: Environment): Plan {
  const { message } = config;
  return {
    ...config,
    origin: { ...ci, id: randomUUID() },
    ...(message === undefined ? {} : { subject: (summary) => fillTemplate(message, { ...summary }) }),
  };
}

function outcomeOf(deployment: Deployment, url: RemoteUrl, ci: Environment): Outcome {
  const { result, branch, commit, inDoubt = [commit], attempts, edit } = deployment;
  const link = commitPage(findHost(url, ciServer(ci)), url, commit, ciServer(ci));
  return {
    result,
    branch,
    commit,
    attempts,
    ...(link === undefined ? {} : { commitUrl: link }),
    changes: reportedChanges(edit.changes),
    diff: unifiedDiff(edit.files),
    ...(result === 'unknown' ? failure(unknownOutcome(branch, inDoubt)) : {}),
  };
}

function ciServer({ ci, serverUrl }: Environment): CiServer {
  return { kind: ci, url: serverUrl };
}

function unknownOutcome(branch: string, commits: readonly string[]): DeployError {
  const which = commits.map((commit) => `"${commit}"`).join(' or ');
  return new DeployError(
    'outcome-unknown',
    `Cannot tell whether commit ${which} landed on "${branch}": nobody answered the push, and looking for it failed`,
    'look for it in the branch, or run the job again: it changes nothing if the commit is there',
  );
}
