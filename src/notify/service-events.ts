// The events of services that are live: one an image and environment, where the run has seen the rollout succeed.
import { about, type CdEvent, cdeventsVersion, sourceOf } from './cdevents.ts';
import type { Notification, RunningImage } from './notification.ts';
import { cutMiddle } from './spans.ts';

/** A deploy of more services is told in its first ones: each is a post of its own. */
const mostServices = 20;
/** Letters of an environment's name. */
const longestName = 200;

/**
 * Finds the services that are live, each for an event of its own: https://github.com/cdevents/spec/blob/v0.5.1/continuous-deployment.md#service-deployed
 * @param id names the deploy; each event has one of its own, made of it
 * @param timestamp in ISO 8601
 * @returns what makes each event, of texts of so many letters and lists of so many bytes; none where the rollout was not seen to succeed, or nobody says which environment it is
 */
export function serviceEvents(
  notification: Notification,
  id: string,
  timestamp: string,
): readonly ((most: number) => CdEvent)[] {
  const { state, purpose, record } = notification;
  if (state !== 'rolled-out') return [];
  const { source } = sourceOf(notification);
  const predicate = purpose === 'rollback' ? 'rolledback' : 'deployed';
  const running = record.images.flatMap((image) =>
    environmentsOf(notification).map((environment) => ({ image, environment })),
  );
  return running.slice(0, mostServices).map(({ image, environment }, index) => (most) => ({
    schema: `https://cdevents.dev/${cdeventsVersion}/schema/service-${predicate}-event`,
    data: {
      context: {
        ...{ specversion: cdeventsVersion, id: `${id}-${index + 1}`, source },
        ...{ type: `dev.cdevents.service.${predicate}.0.3.0`, timestamp },
      },
      subject: {
        id: `service/${shortName(image)}`,
        source,
        content: { environment: { id: cutMiddle(environment, longestName) }, artifactId: packageUrl(image) },
      },
      customData: { ...about(notification, most), commit: record.commit },
      customDataContentType: 'application/json',
    },
  }));
}

/** The one that is named, else the namespaces of what changed. */
function environmentsOf({ record: { environment, changes } }: Notification): readonly string[] {
  if (environment !== undefined) return [environment];
  return [...new Set(changes.flatMap(({ namespace }) => namespace ?? []))];
}

const shortName = ({ name }: RunningImage): string => name.slice(name.lastIndexOf('/') + 1);

/** https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md: its version is the digest; the tag is a qualifier. */
function packageUrl(image: RunningImage): string {
  const { name, tag, digest } = image;
  const version = digest === undefined ? '' : `@${encodeURIComponent(digest)}`;
  const where = encodeURIComponent(name).replaceAll('%2F', '/');
  const tagged = tag === undefined ? '' : `&tag=${encodeURIComponent(tag)}`;
  return `pkg:oci/${encodeURIComponent(shortName(image))}${version}?repository_url=${where}${tagged}`;
}
