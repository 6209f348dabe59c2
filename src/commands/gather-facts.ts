// What is known of a deploy, gathered for the message to people.
import { changedImages } from '../change/changed-images.ts';
import { dashboardLinks } from '../change/dashboard-links.ts';
import type { RunWords } from '../change/run-words.ts';
import type { Summary } from '../change/summary.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import type { CiServer } from '../hosts/find-host.ts';
import { canonicalName } from '../image/repository-name.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { composeNotification } from '../notify/compose-notification.ts';
import type { DeployFacts } from '../notify/deploy-facts.ts';
import type { ChangedValue, Notification } from '../notify/notification.ts';
import { neutralise } from '../report/neutralise.ts';
import { mapStrings } from '../report/redact.ts';
import { changedThing } from '../report/result-lines.ts';
import { builtCommit } from './built-commit.ts';
import type { KnownOutcome } from './known-outcome.ts';
import { whomToAsk } from './whom-to-ask.ts';

/** What was to be deployed, as far as it is known. */
export interface DeployStory {
  readonly target: Target;
  readonly edit: ManifestEdit;
  readonly summary: Summary;
  readonly source: BuiltSource | undefined;
  /** The commit whose image is replaced, `owner/name@COMMIT`, where the branch says it. */
  readonly sourceBefore: string | undefined;
  readonly run: RunWords;
}

/** The texts may still hold secrets: `cleanFacts` takes them out. */
function gatherFacts(
  outcome: KnownOutcome,
  story: DeployStory,
  { headline, dashboards, runUrl, actor }: NotificationConfig,
  ci: CiServer,
): DeployFacts {
  const { state, error, commit, commitUrl, changes, pullRequestUrl, rollbackUrl } = outcome;
  const { repository, supersededBy } = outcome;
  const { target, edit, summary, source, sourceBefore, run } = story;
  return {
    state,
    purpose: summary.purpose,
    reason: summary.reason || undefined,
    headline: headline?.(summary).trim() || undefined,
    name: summary.what || summary.image || nameOfHold(summary, run) || 'an image',
    namespace: summary.saidNamespace || undefined,
    folder: summary.folder || undefined,
    tag: summary.tag || summary.digest || undefined,
    changes: edit.changes.map(changedValue),
    environment: summary.environment || undefined,
    images: changedImages(edit, target).map(({ to }) => ({ ...to, name: canonicalName(to.name) })),
    source: builtCommit(source, sourceBefore, edit, ci),
    repository,
    commit: state === 'failed' ? undefined : commit,
    commitUrl,
    fileUrl: onlyFileIn(changes),
    pullRequestUrl,
    rollbackUrl,
    newerRunUrl: supersededBy?.runUrl,
    runUrl,
    actor,
    dashboards: dashboardLinks(dashboards, edit, target, summary),
    error,
    ask: error && whomToAsk(error.code, repository, run.files),
  };
}

/** Several files have one page only together: that of the commit. */
function onlyFileIn(changes: KnownOutcome['changes']): string | undefined {
  const [first] = changes;
  return changes.every(({ file }) => file === first?.file) ? first?.fileUrl : undefined;
}

/** A file that names no image can be held too. */
function nameOfHold({ purpose }: Summary, { files }: RunWords): string {
  return purpose === 'hold' || purpose === 'release' ? files.slice(0, 3).join(', ') : '';
}

/**
 * Puts what people are told of a deploy into words, without secrets.
 * @param ci the CI's own host
 * @param redact takes every secret out of a text
 * @returns the message as data
 */
export function notificationOf(
  outcome: KnownOutcome,
  story: DeployStory,
  config: NotificationConfig,
  ci: CiServer,
  redact: (text: string) => string,
): Notification {
  return composeNotification(cleanFacts(gatherFacts(outcome, story, config, ci), redact));
}

/**
 * Takes secrets out of facts, and what no message should hold: an error quotes the server, and a server may quote the token.
 * What the CI says of the run holds no secret.
 * @param redact takes every secret out of a text
 * @returns the facts, fit to be sent
 */
export function cleanFacts(facts: DeployFacts, redact: (text: string) => string): DeployFacts {
  const { runUrl } = facts;
  const actor = facts.actor && neutralise(facts.actor);
  return { ...mapStrings(facts, (text) => redact(neutralise(redact(text)))), runUrl, actor };
}

function changedValue(change: ManifestEdit['changes'][number]): ChangedValue {
  const { file, line, image, variable, resource, from, to } = change;
  const ofImage = image === undefined ? 'field' : 'image';
  const of = variable === undefined ? ofImage : 'variable';
  return { file, line, namespace: resource.namespace, of, what: changedThing(change), from, to };
}
