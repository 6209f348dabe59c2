import { secretsOf } from '../../src/config/given.ts';
import { parseNotifyLine } from '../../src/config/notify-url.ts';
import { refusal } from '../../testing/refusal.ts';

const strict = { http: false, private: false };

test.each([
  ['https://events.example/x?a=b', undefined, 'cloudevents', 'https://events.example/x?a=b'],
  ['prod=https://events.example/x', 'prod', 'cloudevents', 'https://events.example/x'],
  ['team-* = cloudevents+https://events.example/x', 'team-*', 'cloudevents', 'https://events.example/x'],
  [
    'https://x.logic.azure.com:443/workflows/7?sig=s',
    undefined,
    'teams',
    'https://x.logic.azure.com:443/workflows/7?sig=s',
  ],
  [
    'https://a.b.environment.api.powerplatform.com/x',
    undefined,
    'teams',
    'https://a.b.environment.api.powerplatform.com/x',
  ],
  ['dev=https://discord.com/api/webhooks/1/t', 'dev', 'discord', 'https://discord.com/api/webhooks/1/t'],
  [
    'https://discordapp.com/api/v10/webhooks/1/t',
    undefined,
    'discord',
    'https://discordapp.com/api/v10/webhooks/1/t',
  ],
  [
    'https://chat.googleapis.com/v1/m?key=AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&token=t%3D',
    undefined,
    'google-chat',
    'https://chat.googleapis.com/v1/m?key=AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&token=t%3D',
  ],
  ['https://discord.com/else', undefined, 'cloudevents', 'https://discord.com/else'],
  [
    'https://chat.googleapis.com/v1/spaces/A/messages?key=k',
    undefined,
    'google-chat',
    'https://chat.googleapis.com/v1/spaces/A/messages?key=k',
  ],
  [
    'https://evil.example/chat.googleapis.com/x',
    undefined,
    'cloudevents',
    'https://evil.example/chat.googleapis.com/x',
  ],
  ['mattermost+https://chat.acme.io/hooks/x', undefined, 'mattermost', 'https://chat.acme.io/hooks/x'],
  ['teams+https://flows.acme.io/x', undefined, 'teams', 'https://flows.acme.io/x'],
  ['cloudevents+https://x.logic.azure.com/y', undefined, 'cloudevents', 'https://x.logic.azure.com/y'],
  ['CloudEvents+HTTPS://events.example/x', undefined, 'cloudevents', 'HTTPS://events.example/x'],
])('%s', (line, pattern, kind, url) => {
  expect(parseNotifyLine(line, strict)).toEqual({ pattern, to: { kind, url } });
});

test.each([
  ['http://events.example/x', 'in the clear', 'allow-http'],
  ['events.example/x', 'is not a web address', 'https://'],
  ['ftp://events.example/x', 'is not a web address', 'https://'],
  [
    'pager+https://events.example/x',
    'begins with "pager+"',
    'write "teams+https://", "discord+https://", "mattermost',
  ],
  ['https://acme.webhook.office.com/x', 'has retired', 'make a workflow'],
  ['https://hooks.slack.com/services/T/B/x', 'a webhook of Slack', 'slack-webhook-url'],
  ['https://jo:pass@events.example/x', 'holds a user or a password', 'take them out'],
  ['https://events.example@127.0.0.1/x', 'holds a user or a password', 'take them out'],
  ['https://127.0.0.1./x', '(this machine)', 'notify-allow-private'],
  ['https://127.0.0.1/x', '(this machine)', 'notify-allow-private'],
  ['https://2130706433/x', '(this machine)', 'notify-allow-private'],
  ['https://0x7f.1/x', '(this machine)', 'notify-allow-private'],
  ['https://0251.0376.0251.0376/x', 'clouds have their metadata', 'notify-allow-private'],
  ['https://[::1]/x', '(this machine)', 'notify-allow-private'],
  ['https://[::ffff:169.254.169.254]/x', 'in the form of IPv6', 'notify-allow-private'],
  ['https://[fd00:ec2::254]/x', 'a private network', 'notify-allow-private'],
  ['https://[64:ff9b::a9fe:a9fe]/x', 'NAT64', 'notify-allow-private'],
  ['prod=cloudevents+https://10.0.0.1/x', 'a private network', 'notify-allow-private'],
])('%s is refused, without the address', (line, what, remedy) => {
  const error = refusal(() => parseNotifyLine(line, strict));
  expect(error.message).toContain(what);
  expect(error.remedy).toContain(remedy);
  expect(error.message + error.remedy).not.toContain('/x');
});

test('what the user allows is taken', () => {
  const allowed = { http: true, private: true };
  expect(parseNotifyLine('http://10.0.0.1/x', allowed).to.url).toBe('http://10.0.0.1/x');
});

test('the whole address is a secret, without what stands before it', () => {
  const lines = 'prod=cloudevents+https://events.example/x?a=b\nhttps://events.example/y';
  expect(secretsOf(new Map([['notify-url', lines]]))).toEqual([
    'https://events.example/x?a=b',
    'https://events.example/y',
  ]);
});
