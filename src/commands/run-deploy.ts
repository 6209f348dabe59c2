// The main job, in order: config, edit, land, tell.
import { randomUUID } from 'node:crypto';
import { type EditPlan, type Landed, landEdit } from '../change/land-edit.ts';
import { noEdit, type Summary, summarize } from '../change/summary.ts';
import { headlineOf } from '../change/what-went-where.ts';
import { type Config, type ConfigReading, readConfig } from '../config/config.ts';
import type { Given } from '../config/given.ts';
import { Editor } from '../editor/editor.ts';
import { DeployError } from '../errors.ts';
import { openRepository } from '../git/repository.ts';
import { commitPage } from '../hosts/commit-page.ts';
import { type CiServer, findHost } from '../hosts/find-host.ts';
import { gitHost, gitUserAgent, requestUrl } from '../hosts/git-access.ts';
import { repositoryPage } from '../hosts/host.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import type { Credential } from '../hosts/write-access.ts';
import { unifiedDiff } from '../report/diff.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';
import { type Ended, failedOutcome, type Outcome, reportedChanges, reportedError } from './outcome.ts';
import { tell } from './tell.ts';

/**
 * Reads the configuration and lands the edit.
 * @returns the outcome, of a deploy that failed too; afterwards people are told how it went
 */
export async function runDeploy(context: CommandContext): Promise<Ended> {
  const started = context.monotonicNow();
  const reading = readConfig(context.given);
  if (reading.is === 'bad') return notStarted(reading, context);
  const { config } = reading;
  const deadline = started + config.timeoutMs;
  const { outcome, summary } = await land(config, deadline, context).then(
    (landed) => ({ outcome: landedOutcome(landed, config, context.given.ci), summary: landed.summary }),
    (error: unknown) => {
      const summary = summarize(noEdit, config.target);
      return { outcome: unlandedOutcome(error, summary, config), summary };
    },
  );
  const afterwards = () => tell(outcome, summary, config.notification, deadline, context);
  return { outcome, afterwards: config.dryRun ? undefined : afterwards };
}

/** Bad inputs: people are told of them as far as it is known where. */
function notStarted(
  { error, tell: known }: Extract<ConfigReading, { readonly is: 'bad' }>,
  context: CommandContext,
): Ended {
  const outcome = failedOutcome(error);
  if (known === undefined) return { outcome, afterwards: undefined };
  const { notification, target } = known;
  const summary = summarize(noEdit, target);
  const afterwards = () => tell(outcome, summary, notification, Number.POSITIVE_INFINITY, context);
  return { outcome: { ...outcome, headline: headlineOf(summary) || undefined }, afterwards };
}

async function land(config: Config, deadline: number, context: CommandContext): Promise<Landed> {
  const { given, log, now, monotonicNow, signal } = context;
  const host = findHost(config.url, ciServer(given.ci));
  if (config.token !== undefined) checkTokenHost(host, config.url, config.token, given.ci.jobToken);
  const repository = openRepository({
    url: requestUrl(host, config.url),
    host: gitHost(host, config.url, credentialOf(config, given.ci)),
    token: config.token,
    username: config.username,
    allowHttp: config.allowHttp,
    sshKey: config.sshKey,
    knownHosts: config.sshKnownHosts,
    signingKey: config.signingKey,
    proxy: given.proxies,
    userAgent: gitUserAgent(version),
    deadline,
    now,
    monotonicNow,
    random: Math.random,
    signal,
    log,
  });
  const editor = new Editor(signal);
  try {
    return await landEdit(editPlan(config), repository, editor, log);
  } finally {
    editor.close();
    repository.close();
  }
}

/** GitHub and GitLab write a project as `owner/name`, clone URLs with a suffix. */
function credentialOf({ token, url }: Config, { jobToken, repository }: Given['ci']): Credential {
  const path = repositoryPage(url.path).slice(1);
  return {
    token,
    isJobToken: token !== undefined && token === jobToken,
    isOwnRepository: repository !== undefined && repository.toLowerCase() === path.toLowerCase(),
  };
}

function editPlan(config: Config): EditPlan {
  const { repository, commit, branch } = config.source;
  const { runUrl } = config.notification;
  return {
    target: config.target,
    branch: config.branch,
    files: config.files,
    dryRun: config.dryRun,
    ifUnchanged: config.ifUnchanged,
    author: config.author,
    committer: config.committer,
    message: config.message,
    trailers: config.trailers,
    holdsSecret: config.holdsSecret,
    source: config.source,
    origin: { id: randomUUID(), repository, commit, branch, runUrl },
  };
}

function landedOutcome(landed: Landed, { repository, url }: Config, ci: Given['ci']): Outcome {
  const { result, branch, commit, attempts, remote, edit } = landed;
  const server = ciServer(ci);
  return {
    result,
    headline: headlineOf(landed.summary) || undefined,
    repository,
    branch,
    commit,
    commitUrl: commitPage(findHost(url, server), url, commit, server),
    attempts,
    remote,
    changes: reportedChanges(edit.changes),
    diff: unifiedDiff(edit.files),
    error: result === 'unknown' ? reportedError(unknownOutcome(landed)) : undefined,
  };
}

/** A landing that failed before it read the branch knows no more of it than the input says. */
function unlandedOutcome(error: unknown, summary: Summary, { repository, branch }: Config): Outcome {
  const outcome = failedOutcome(error);
  const headline = headlineOf(summary) || undefined;
  return { ...outcome, headline, repository, branch: outcome.branch ?? branch };
}

function ciServer({ kind, serverUrl }: Given['ci']): CiServer {
  return { kind, url: serverUrl };
}

function unknownOutcome({ branch, commit, inDoubt = [commit], doubt = '' }: Landed): DeployError {
  const which = inDoubt.map((each) => `"${each}"`).join(' or ');
  return new DeployError(
    'outcome-unknown',
    `Cannot tell whether commit ${which} landed on "${branch}": ${doubt}`,
    'look for it in the branch, or run the job again: it changes nothing if the commit is there',
  );
}
