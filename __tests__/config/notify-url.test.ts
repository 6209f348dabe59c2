import { secretsOf } from '../../src/config/given.ts';
import { parseNotifyLine } from '../../src/config/notify-url.ts';
import { refusal } from '../../testing/refusal.ts';

const strict = { http: false, private: false };

test.each([
  ['https://events.example/x?a=b', undefined, 'cloudevents', 'https://events.example/x?a=b'],
  ['prod=https://events.example/x', 'prod', 'cloudevents', 'https://events.example/x'],
  ['team-* = cloudevents+https://events.example/x', 'team-*', 'cloudevents', 'https://events.example/x'],
  ['CloudEvents+HTTPS://events.example/x', undefined, 'cloudevents', 'HTTPS://events.example/x'],
])('%s', (line, pattern, kind, url) => {
  expect(parseNotifyLine(line, strict)).toEqual({ pattern, to: { kind, url } });
});

test.each([
  ['http://events.example/x', 'in the clear', 'allow-http'],
  ['events.example/x', 'is not a web address', 'https://'],
  ['ftp://events.example/x', 'is not a web address', 'https://'],
  ['pager+https://events.example/x', 'begins with "pager+"', 'write "cloudevents+https://"'],
  ['https://acme.webhook.office.com/x', 'has retired', 'make a workflow'],
  ['https://hooks.slack.com/services/T/B/x', 'a webhook of Slack', 'slack-webhook-url'],
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
