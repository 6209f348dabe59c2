// Events: as their published schema has them, and the same one however often it is sent.
import { readFileSync } from 'node:fs';
import { HttpClient } from '../../src/http/client.ts';
import { cloudEvents } from '../../src/notify/cloudevents.ts';
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import type { DeployState } from '../../src/notify/notification.ts';
import { openUrls } from '../../src/notify/open-urls.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { imageChange, pushedFacts } from '../../testing/deploy-facts.ts';
import { type JsonSchema, schemaFaults } from '../../testing/json-schema.ts';
import { type SlackAnswer, type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const schemaOf = (name: string): JsonSchema =>
  JSON.parse(readFileSync(new URL(`../fixtures/cdevents/${name}.json`, import.meta.url), 'utf8'));
const schema = schemaOf('changemerged');

let receiver: SlackReceiver;
let client: HttpClient;
beforeEach(async () => {
  client = new HttpClient(plainNetwork);
  receiver = await startSlackReceiver({ usual: { status: 202, body: '' } });
});
afterEach(() => {
  client.close();
  return receiver.close();
});

function tell(facts: Partial<DeployFacts> = {}, withinMs = 5000): Promise<void> | undefined {
  const clocks = { now: () => 1_700_000_000_000, monotonicNow: () => performance.now(), random: () => 0 };
  const url = { kind: 'cloudevents', url: receiver.url } as const;
  const [notifier] = openUrls([url], () => 'the-id', { client, ...clocks });
  const notification = composeNotification({ ...pushedFacts, ...facts });
  expect(['pushed', 'merged', 'failed'].map((state) => notifier?.wants(state as DeployState, false))).toEqual(
    [true, true, false],
  );
  return notifier?.notify(notification, performance.now() + withinMs);
}

const events = () => receiver.posts.map(({ body }) => JSON.parse(body));

test('how the rollout of a run ended that has changed nothing is no change that was merged', () => {
  const states = ['rolled-out', 'rolled-back', 'rollout-failed', 'rollout-timed-out'] as const;
  expect(states.map((state) => cloudEvents.wants(state, false))).toEqual(states.map(() => false));
  expect(states.map((state) => cloudEvents.wants(state, true))).toEqual(states.map(() => true));
});

test('a push is a change that was merged', async () => {
  await tell();
  expect(receiver.posts[0]?.contentType).toBe('application/cloudevents+json; charset=UTF-8');
  const { data, ...context } = events()[0];
  const source = 'https://git.example.com/acme/config';
  const type = 'dev.cdevents.change.merged.0.3.0';
  const time = '2023-11-14T22:13:20.000Z';
  expect(context).toEqual({
    specversion: '1.0',
    ...{ id: 'the-id', source, type, time },
    subject: '0123456789abcdef',
    datacontenttype: 'application/json',
    dataschema: 'https://cdevents.dev/0.5.1/schema/change-merged-event',
  });
  expect(data).toMatchObject({
    context: { specversion: '0.5.1', id: 'the-id', source, type, timestamp: time },
    subject: { content: { repository: { id: 'acme/config', source: 'https://git.example.com' } } },
    customData: { headline: 'web to prod: v1 → v2', changes: [imageChange], actor: 'jo' },
  });
});

test.each([
  ['https://git.example.com:8443/a/b/c.git', 'a/b/c', 'https://git.example.com:8443'],
  ['git@git.example.com:acme/config.git', 'acme/config', 'ssh://git.example.com'],
  ['ssh://git@git.example.com:2222/acme/config', 'acme/config', 'ssh://git.example.com:2222'],
  ['acme/config', 'acme/config', undefined],
  [undefined, 'repository', undefined],
])('of repository %s, the event is as its schema says', async (repository, id, source) => {
  await tell({ repository });
  const [{ data }] = events();
  expect(data.subject.content.repository).toEqual(source === undefined ? { id } : { id, source });
  expect(schemaFaults(data, schema)).toEqual([]);
});

const digest = `sha256:${'0'.repeat(64)}`;
const web = { name: 'ghcr.io/acme/web', tag: 'v2', digest };
const rolledOut = { state: 'rolled-out', environment: 'prod', images: [web] } as const;

test.each<[string, Partial<DeployFacts>, 'deployed' | 'rolledback']>([
  ['a deploy that is live', rolledOut, 'deployed'],
  ['a rollback that is live', { ...rolledOut, purpose: 'rollback' }, 'rolledback'],
])('%s is a change that was merged, and a service, as the schemas have them', async (_, facts, predicate) => {
  await tell(facts);
  const [merged, service, ...others] = events();
  expect([merged.type, others]).toEqual(['dev.cdevents.change.merged.0.3.0', []]);
  const type = `dev.cdevents.service.${predicate}.0.3.0`;
  expect(service).toMatchObject({
    ...{ id: 'the-id-1', type, subject: 'service/web' },
    dataschema: `https://cdevents.dev/0.5.1/schema/service-${predicate}-event`,
  });
  expect(service.data.subject.content).toEqual({
    environment: { id: 'prod' },
    artifactId: `pkg:oci/web@sha256%3A${'0'.repeat(64)}?repository_url=ghcr.io/acme/web&tag=v2`,
  });
  expect(schemaFaults(service.data, schemaOf(`service${predicate}`))).toEqual([]);
});

test.each<[string, Partial<DeployFacts>, readonly string[]]>([
  [
    'each image is a service',
    { images: [web, { ...web, name: 'ghcr.io/acme/api' }] },
    ['web prod', 'api prod'],
  ],
  [
    'without a name of the environment, the namespaces are taken',
    { environment: undefined, changes: ['dev', 'prod'].map((namespace) => ({ ...imageChange, namespace })) },
    ['web dev', 'web prod'],
  ],
  [
    'where nobody says which environment, there is none',
    { environment: undefined, changes: [{ ...imageChange, namespace: undefined }] },
    [],
  ],
  ['what has failed is no service', { state: 'rollout-failed' }, []],
  ['what was taken back neither', { state: 'rolled-back' }, []],
  ['what nobody saw neither', { state: 'rollout-timed-out' }, []],
])('%s', async (_, facts, expected) => {
  await tell({ ...rolledOut, ...facts });
  const [, ...services] = events();
  const said = services.map(({ data: { subject } }) => `${subject.id} ${subject.content.environment.id}`);
  expect(said).toEqual(expected.map((each) => `service/${each}`));
  expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
});

test('a tag without a digest is a package without a version', async () => {
  await tell({ ...rolledOut, images: [{ ...web, digest: undefined }] });
  const [, { data }] = events();
  expect(data.subject.content.artifactId).toBe('pkg:oci/web?repository_url=ghcr.io/acme/web&tag=v2');
});

test('an event of a thousand changes is no longer than every receiver takes', async () => {
  const changes = Array.from({ length: 1000 }, (_, line) => ({ ...imageChange, line, from: `v${line}` }));
  await tell({ changes });
  expect(Buffer.byteLength(receiver.posts[0]?.body ?? '')).toBeLessThan(64 * 1024);
  const { customData } = events()[0].data;
  expect(customData.changes.length + customData.moreChanges).toBe(1000);
});

test.each<[string, SlackAnswer | 'reset']>([
  ['an answer that was lost', 'reset'],
  ['an error of the server', { status: 503 }],
  ['a gateway without an answer', { status: 504 }],
  ['a server that is busy', { status: 429, headers: { 'retry-after': '1' } }],
])('after %s, the same event is sent again', async (_, answer) => {
  receiver.answerNext(answer);
  await tell();
  const [first, second, ...more] = receiver.posts;
  expect([second?.body, more]).toEqual([first?.body, []]);
});

test.each<[string, SlackAnswer, string]>([
  ['redirects', { status: 307, headers: { location: '/else' } }, 'it answers 307, "ok"; a redirect is not'],
  ['refuses', { status: 415, body: '{"error":"no"}' }, 'it answers 415, "{"error":"no"}"; the deploy'],
  ['knows no such path', { status: 404, body: '<html>no</html>' }, 'it answers 404; check the address in'],
  ['may not be posted to', { status: 403, body: '' }, 'it answers 403; check the address in'],
])('a receiver that %s is asked once, and quoted', async (_, answer, says) => {
  receiver.answerNext(answer);
  await expect(tell()).rejects.toThrow(`Cannot post to the receiver of CloudEvents: ${says}`);
  expect(receiver.posts).toHaveLength(1);
});

test('a receiver that is busy, and asks for no time at all, is given more with every try', async () => {
  receiver.answerNext(
    ...Array.from({ length: 4 }, () => ({ status: 429, headers: { 'retry-after': '0' }, body: 'busy' })),
  );
  // Waits of a quarter, a half, and a whole second: a fourth one, of two seconds, is behind the end.
  await expect(tell({}, 3500)).rejects.toThrow('it answers 429, "busy"');
  expect(receiver.posts).toHaveLength(4);
});
