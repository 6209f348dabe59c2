import { type Config, readConfig } from '../../src/config/config.ts';
import { type Given, readGiven } from '../../src/config/given.ts';
import type { InputName } from '../../src/config/inputs.ts';
import type { Variables } from '../../src/config/variables.ts';
import { DeployError } from '../../src/errors.ts';

const least = { repository: 'https://git.example.com/c.git', file: 'a.yaml', image: 'acme/web:v2' };

function give(inputs: Partial<Record<InputName, string>>, env: Variables = {}): Given {
  const flags = new Map(Object.entries(inputs)) as Map<InputName, string>;
  return readGiven([], flags, env, () => undefined);
}

function read(inputs: Partial<Record<InputName, string>>, env: Variables = {}): Config {
  const reading = readConfig(give(inputs, env));
  if (reading.is === 'bad') throw reading.error;
  return reading.config;
}

function problems(given: Partial<Record<InputName, string>>): string {
  try {
    read(given);
  } catch (error) {
    if (error instanceof DeployError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  return '';
}

test('slack channels are chosen by namespace', () => {
  const { receivers } = read({
    ...least,
    'slack-token': 'xoxb-1',
    'slack-channel': 'prod = C1\nC2',
  }).notification;
  expect(receivers?.slack?.channels).toEqual([
    { pattern: 'prod', to: 'C1' },
    { pattern: undefined, to: 'C2' },
  ]);
});

test('webhooks have namespaces too, and stand beside a bot', () => {
  const urls = ['https://hooks.example.com/x?a=b', 'https://hooks.example.com/y'];
  const both = {
    'slack-token': 'xoxb-1',
    'slack-channel': 'C1',
    'slack-webhook-url': `team-*=${urls[0]}\n${urls[1]}`,
  };
  expect(read({ ...least, ...both }).notification.receivers?.slack).toMatchObject({
    token: 'xoxb-1',
    channels: [{ to: 'C1' }],
    webhooks: [
      { pattern: 'team-*', to: urls[0] },
      { pattern: undefined, to: urls[1] },
    ],
  });
  expect(give(both).secrets).toEqual(expect.arrayContaining(urls));
});

test.each([
  ['@here', '<!here>'],
  ['channel', '<!channel>'],
  ['U0123456789', '<@U0123456789>'],
  ['S0123456789', '<!subteam^S0123456789>'],
])('whom to call, %s, is %s in a message', (text, mention) => {
  const given = { ...least, 'slack-webhook-url': 'https://hooks.example.com/x', 'slack-mention': text };
  expect(read(given).notification.receivers?.slack?.mentions).toEqual([mention]);
});

test.each([
  [{ 'slack-mention': '@here' }, 'slack-mention "@here": has no message to stand in'],
  [
    { 'slack-mention': '@jo', 'slack-webhook-url': 'https://hooks.example.com/x' },
    'is nobody that Slack knows',
  ],
  [{ 'slack-thread': 'true', 'slack-webhook-url': 'https://hooks.example.com/x' }, 'needs a bot'],
])('of Slack, %j is refused', (given, part) => {
  expect(problems({ ...least, ...given })).toContain(part);
});

test('a bot token without a channel is refused', () => {
  expect(problems({ ...least, 'slack-token': 'xoxb-1' })).toContain('slack-channel: is missing');
});

test('a channel beside a webhook is refused: it would be ignored', () => {
  const both = { ...least, 'slack-webhook-url': 'https://hooks.example.com/x', 'slack-channel': 'C1' };
  expect(problems(both)).toContain('is not for a webhook');
  expect(problems({ ...both, 'slack-token': 'xoxb-1' })).toBe('');
});

test('of a channel without a token, the misspelt name of a secret is said', () => {
  expect(problems({ ...least, 'slack-channel': 'C1' })).toContain('check the spelling of its secret');
});

test('a bad channel is one problem, not two', () => {
  const message = problems({ ...least, 'slack-token': 'xoxb-1', 'slack-channel': '=C1' });
  expect(message.match(/slack-channel/g)).toHaveLength(1);
});
