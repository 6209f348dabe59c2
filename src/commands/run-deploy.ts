// The main job, in order: config, edit, land, tell.
import { randomUUID } from 'node:crypto';
import type { EditPlan, LandingWatcher } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import { type RunWords, unknownRunWords } from '../change/summary.ts';
import { headlineOf } from '../change/what-went-where.ts';
import { type Config, type ConfigReading, readConfig } from '../config/config.ts';
import type { Given } from '../config/given.ts';
import { Editor } from '../editor/editor.ts';
import { openRepository } from '../git/repository.ts';
import { type CiServer, findHost } from '../hosts/find-host.ts';
import { gitHost, gitUserAgent, requestUrl } from '../hosts/git-access.ts';
import { repositoryPage } from '../hosts/host.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import type { Credential } from '../hosts/write-access.ts';
import { version } from '../version.ts';
import { Announcement } from './announcement.ts';
import { openAppToken } from './app-token.ts';
import type { CommandContext } from './command.ts';
import { landedOutcome, unlandedOutcome } from './deploy-outcome.ts';
import { type Ended, failedOutcome } from './outcome.ts';

/**
 * Reads the configuration and lands the edit.
 * @returns the outcome, of a deploy that failed too; afterwards people are told how it went
 */
export async function runDeploy(context: CommandContext): Promise<Ended> {
  const started = context.monotonicNow();
  const reading = readConfig(context.given);
  if (reading.is === 'bad') return notStarted(reading, context);
  const { config } = reading;
  const { target, source } = config;
  const server = ciServer(context.given.ci);
  const deadline = started + config.timeoutMs;
  const announcement = new Announcement(
    { target, source, run: runWords(config) },
    config.notification,
    context,
  );
  if (!config.dryRun) announcement.begin();
  const outcome = await land(config, deadline, context, announcement).then(
    (landed) => landedOutcome(landed, announcement.summary, config, server, context.warn),
    (error: unknown) => unlandedOutcome(error, announcement.summary, config),
  );
  const afterwards = () => announcement.end(outcome, deadline);
  return { outcome, afterwards: config.dryRun ? undefined : afterwards };
}

function runWords({ files, source, notification, environment }: Config): RunWords {
  const { repository, commit } = source;
  return { files, repository, commit, actor: notification.actor, environment };
}

/** Bad inputs: people are told of them as far as it is known where. */
function notStarted(
  { error, tell: known }: Extract<ConfigReading, { readonly is: 'bad' }>,
  context: CommandContext,
): Ended {
  const outcome = failedOutcome(error);
  if (known === undefined) return { outcome, afterwards: undefined };
  const { notification, target } = known;
  const run = { ...unknownRunWords, actor: notification.actor };
  const announcement = new Announcement({ target, source: undefined, run }, notification, context);
  const headline = headlineOf(announcement.summary) || undefined;
  return {
    outcome: { ...outcome, headline },
    afterwards: () => announcement.end(outcome, Number.POSITIVE_INFINITY),
  };
}

async function land(
  config: Config,
  deadline: number,
  context: CommandContext,
  watcher: LandingWatcher,
): Promise<Landed> {
  const { given, log, now, monotonicNow, signal } = context;
  const host = findHost(config.url, ciServer(given.ci));
  if (config.token !== undefined) checkTokenHost(host, config.url, config.token, given.ci.jobToken);
  const app = await openAppToken(config, context);
  const repository = openRepository({
    url: requestUrl(host, config.url),
    host: gitHost(host, config.url, credentialOf(config, given.ci)),
    token: app ?? config.token,
    username: config.username,
    allowHttp: config.allowHttp,
    sshKey: config.sshKey,
    knownHosts: config.sshKnownHosts,
    signingKey: config.signingKey,
    network: given.network,
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
    return await landEdit(editPlan(config), repository, editor, log, watcher);
  } finally {
    editor.close();
    repository.close();
    app?.close();
  }
}

/** GitHub and GitLab write a project as `owner/name`, clone URLs with a suffix. */
function credentialOf({ token, app, url }: Config, { jobToken, repository }: Given['ci']): Credential {
  const path = repositoryPage(url.path).slice(1);
  return {
    token,
    isApp: app !== undefined,
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
    rule: config.orderRule,
    run: runWords(config),
    origin: { id: randomUUID(), repository, commit, branch, runUrl },
  };
}

function ciServer({ kind, serverUrl }: Given['ci']): CiServer {
  return { kind, url: serverUrl };
}
