// Text from outside is shown, and does nothing, whichever service shows it.
import { cleanFacts } from '../../src/commands/gather-facts.ts';
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import { overLimits } from '../../src/notify/fit-limits.ts';
import { type MessagesByKind, messagesByKind } from '../../src/notify/messages-by-kind.ts';
import { type ChatKind, receiverLimits } from '../../src/notify/receiver-limits.ts';
import { imageChange, pushedFacts } from '../../testing/deploy-facts.ts';
import { liveMarkup } from '../../testing/live-markup.ts';

const token = 'ghp_0123456789abcdefghij';
const kinds = Object.keys(receiverLimits).filter((kind) => kind !== 'cloudevents') as ChatKind[];

const hostile: readonly (readonly [string, string])[] = [
  ["Slack's call of a channel", '<!channel>'],
  ["Slack's call of whoever is there", '<!here|x> <!here> <!all>'],
  ["Slack's and Discord's call of a user", '<@U1> <@!123> <@&42> <#7>'],
  ["Slack's link", '<http://evil.test|ok>'],
  ["Slack's link over several texts", '<x y|z w>'],
  ['a call of everybody', '@everyone @here @channel @all @jo'],
  ["Google Chat's call of everybody", '<users/all>'],
  ["Teams' call of somebody", '<at>x</at> < at>y</ at>'],
  ["Teams' date", '{{DATE(2017-02-14T06:00:00Z,SHORT)}}'],
  ['a Markdown link', '[ok](http://evil.test) [ok]: http://evil.test'],
  ['a Markdown picture', '![ok](https://evil.test/x.png)'],
  ['a heading and lists', '# big\n- one\n1. two\n> three\n--- \n***'],
  ['a fence', '```\n@everyone <!here>\n```'],
  ['stray backticks', '`a` ``b`` ` \\` \\'],
  ['emphasis', '*a* _b_ **c** __d__ ~~e~~ ||f||'],
  ['HTML', '<a href="http://evil.test">ok</a><img src=x onerror=alert(1)><b>&lt;b&gt;</b>'],
  ['entities', '&lt;users/all&gt; &#64;channel &commat;here'],
  ['colours of a terminal', '\u001b[31mred\u001b[0m'],
  ['letters that run backwards', 'abc\u202egnp.exe\u202c \u2066x\u2069'],
  ['letters without a width', 'a\u200db\ufeffc\u200fd'],
  ['an address that unfurls', 'https://evil.test/x http://evil.test www.evil.test HTTPS://EVIL.TEST'],
  ['an invitation', 'discord.gg/abc discord.com/invite/abc'],
  ['5,000 letters', 'x'.repeat(5000)],
  ['5,000 letters that grow when they are escaped', '&*<@'.repeat(1250)],
  ['5,000 signs of two letters', '💥'.repeat(2500)],
  ['a token', `bad token ${token}`],
];

const messagesOf = (facts: DeployFacts): MessagesByKind => {
  const clean = cleanFacts(facts, (text) => text.replaceAll(token, '***'));
  return messagesByKind(composeNotification(clean), []);
};

const deploysOf = (text: string): readonly DeployFacts[] => {
  const label = { label: text, url: `https://d.example/${text}` };
  // The reader of the configuration lets no secret into this one.
  const actor = text.replaceAll(token, '');
  const named = { name: text, namespace: text, folder: text, tag: text, actor };
  const changes = [text, `${text}2`].map((to) => ({
    ...imageChange,
    ...{ what: text, from: text, to, file: text, namespace: text },
  }));
  const source = { title: text, author: text, url: label.url, comparison: label };
  const error = { message: `${text}\n- ${text}\n- ${text}`, remedy: text };
  const all = { ...pushedFacts, ...named, changes, source, dashboards: [label] };
  return [all, { ...all, headline: text }, { ...all, state: 'failed', error, ask: text }];
};

describe.each(kinds)('%s', (kind) => {
  test.each(hostile)('shows, and does not obey, %s', (_, text) => {
    for (const facts of deploysOf(text)) {
      const message = messagesOf(facts)[kind];
      expect(liveMarkup(kind, message)).toEqual([]);
      expect(overLimits(kind, message)).toEqual([]);
      expect(JSON.stringify(message)).not.toContain(token);
    }
  });
});

test('a message is seen through where something is alive in it', () => {
  const alive: readonly (readonly [ChatKind, object])[] = [
    ['slack', { text: '<!here>' }],
    ['discord', { content: '@everyone' }],
    ['discord', { content: '[ok](http://evil.test)' }],
    ['mattermost', { text: '\\@channel' }],
    ['mattermost', { text: '`<x|y>`, <http://evil.test|ok>' }],
    ['google-chat', { fallbackText: '<users/all>' }],
    ['teams', { attachments: [{ content: { fallbackText: '<at>x</at>' } }] }],
  ];
  for (const [kind, message] of alive) expect([kind, liveMarkup(kind, message)]).not.toEqual([kind, []]);
});
