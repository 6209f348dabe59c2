import { secretsOf } from '../../src/config/given.ts';
import { InputReader } from '../../src/config/input-reader.ts';
import { readInputSource } from '../../src/config/input-source.ts';
import { type InputName, inputNames } from '../../src/config/inputs.ts';
import { secretsIn } from '../../src/config/secret-forms.ts';
import { runBundle } from '../../testing/bundle.ts';
import { refusal } from '../../testing/refusal.ts';

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2hunter2hunter2\n-----END OPENSSH PRIVATE KEY-----';
const webhook = 'https://hooks.slack.com/services/T0/B0/hunter2';

test.each<[string, InputName, string]>([
  ['a private key', 'ssh-known-hosts', key],
  ['a webhook', 'slack-channel', webhook],
  ['a webhook', 'dashboard-url', webhook.replace('https://', '')],
  ['a password in a URL', 'image', 'https://me:hunter2@registry.example.com/web:v1'],
  ['a webhook for governments', 'slack-channel', webhook.replace('slack.', 'slack-gov.')],
  ['a webhook of Discord', 'dashboard-url', 'https://discord.com/api/webhooks/1/hunter2'],
  ['a webhook of Teams', 'run-url', 'https://x.logic.azure.com:443/workflows/7?a=b&sig=hunter2'],
  [
    'a webhook of Google Chat',
    'branch',
    'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=hunter2',
  ],
  ['a token', 'branch', 'ghs_hunter2hunter2hunter2'],
  ['a token of Bitbucket Data Center', 'branch', 'BBDC-hunter2hunter2hunter2'],
  ['a key of Stripe for tests', 'branch', 'sk_test_hunter2hunter2hunter2'],
  ["a key in PuTTY's format", 'message', 'PuTTY-User-Key-File-3: ssh-ed25519 hunter2'],
])('%s in the wrong input, %s, is hidden', (_, name, value) => {
  const reader = new InputReader(new Map([[name, value]]), readInputSource({}));
  reader.refuse(name, 'is not good', 'fix it');
  expect(refusal(() => reader.finish(undefined)).message).toContain(`${name} (value hidden): is not good`);
  expect(secretsOf(new Map([[name, value]])).join()).toContain('hunter2');
});

test.each([
  'acme/web:v2@sha256:00',
  'git@github.com:acme/config.git',
  'ssh://deploy@git.example.com:22/c.git',
  'https://dashboard.example.com/?q={name}',
  'apps/ghs_web/a.yaml',
])('%s holds no secret', (text) => {
  expect(secretsIn(text)).toEqual([]);
});

test('a token among the words of the command line does not come out', async () => {
  const { exit, stderr } = await runBundle(['glpat-hunter2hunter2hunter2']);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('"***" is not a command')]);
});

test('no input is both of a secret form and shown', () => {
  const inputs = new Map(inputNames.map((name) => [name, key] as const));
  expect(refusal(() => new InputReader(inputs, readInputSource({})).finish(undefined)).message).not.toContain(
    'hunter2',
  );
});
