// Every service gets what it takes, whatever is to be said.
import fc from 'fast-check';
import { cloudEvents } from '../../src/notify/cloudevents.ts';
import { overLimits } from '../../src/notify/fit-limits.ts';
import { messagesByKind } from '../../src/notify/messages-by-kind.ts';
import type { Notification } from '../../src/notify/notification.ts';
import { type ReceiverKind, receiverLimits } from '../../src/notify/receiver-limits.ts';

const kinds = Object.keys(receiverLimits) as ReceiverKind[];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('x', '&', '"', '\\', '@', '<', '\n', '\u0001', '💥', '字', '- \n'), fc.nat(5000))
    .map(([letter, times]) => letter.repeat(times)),
);
const line = fc.array(
  fc.record({ text, style: fc.constantFrom<'plain' | 'strong' | 'code'>('plain', 'strong', 'code') }),
  { maxLength: 5 },
);
const link = fc.record({
  label: text,
  url: fc.oneof(
    text,
    text.map((end) => `https://d.example/${end}`),
  ),
});
const change = fc.record({
  of: fc.constant<'image'>('image'),
  line: fc.nat(),
  namespace: fc.constant(undefined),
  file: text,
  what: text,
  from: text,
  to: text,
});
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

const notification: fc.Arbitrary<Notification> = fc.record({
  state: fc.constantFrom('deploying', 'pushed', 'rolled-out', 'unchanged', 'superseded', 'failed', 'unknown'),
  purpose: fc.constantFrom('deploy', 'rollback'),
  headline: line,
  changes: fc.array(line, { maxLength: 20 }),
  moreChanges: fc.nat(1_000_000),
  source: maybe(fc.record({ title: text, author: maybe(text), url: maybe(text), comparison: maybe(link) })),
  problem: maybe(
    fc.record({ message: text, lines: fc.array(text, { maxLength: 40 }), remedy: text, ask: maybe(text) }),
  ),
  links: fc.array(link, { maxLength: 12 }),
  actor: maybe(text),
  record: fc.record({
    repository: fc.constant('https://git.example.com/acme/config'),
    commit: fc.constant('0123456789abcdef'),
    environment: maybe(text),
    images: fc.constant([{ name: 'docker.io/acme/web', tag: 'v2', digest: undefined }]),
    changes: fc.array(change, { maxLength: 20 }),
  }),
});

test('any notification is within the limits of every service', () => {
  fc.assert(
    fc.property(notification, (given) => {
      const events = cloudEvents.write(given, '', 'id', 0).map(({ body }) => JSON.parse(body) as object);
      for (const event of events) {
        const messages = { ...messagesByKind(given, ['<!here>']), cloudevents: event };
        expect(kinds.flatMap((kind) => overLimits(kind, messages[kind]))).toEqual([]);
      }
      expect(JSON.stringify([messagesByKind(given, ['<!here>']), events])).not.toMatch(
        /\\ud[89a-f][0-9a-f]{2}/i,
      );
    }),
    { numRuns: 60 },
  );
});

test.each<[string, ReceiverKind, object]>([
  ['a text that is too long', 'discord', { content: 'x'.repeat(2001) }],
  ['a text that is empty', 'slack', { text: '', blocks: [{ type: 'divider' }] }],
  ['a list that is too long', 'slack', { text: 'x', blocks: Array.from({ length: 51 }, () => ({})) }],
  ['a message of too many bytes', 'teams', { text: '字'.repeat(9600) }],
  [
    'texts that are too long together',
    'discord',
    { content: 'x', embeds: [{ description: 'x'.repeat(4000), footer: { text: 'x'.repeat(2001) } }] },
  ],
])('%s is seen', (_, kind, message) => {
  expect(overLimits(kind, message)).toHaveLength(1);
});
