// What each service gets of a deploy: the headline, what changed, the links, and what to do where it failed.
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import { messagesByKind } from '../../src/notify/messages-by-kind.ts';
import { imageChange, pushedFacts } from '../../testing/deploy-facts.ts';

const messages = (facts: Partial<DeployFacts>) =>
  messagesByKind(composeNotification({ ...pushedFacts, ...facts }), []);

const changes = [imageChange, { ...imageChange, what: 'acme/api', file: 'apps/api.yaml', namespace: 'dev' }];
const error = { message: 'Cannot find "web": see these\n- set: <image>={tag}', remedy: 'copy a line' };
const failed = { state: 'failed', error, ask: 'jo', source: undefined, actor: undefined } as const;

test('Teams gets an Adaptive Card whose buttons open pages', () => {
  const [{ content }] = (messages({ changes }).teams as { attachments: [{ content: object }] }).attachments;
  expect(content).toMatchObject({
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: '🚀 web to prod: v1 → v2',
    body: [
      { type: 'TextBlock', text: '🚀 web to prod: v1 → v2' },
      {
        inlines: [
          { text: 'Fix the clock', selectAction: { url: 'https://git.example.com/web/c/1' } },
          { text: ' by Jo Doe' },
          { text: ' (' },
          { text: 'd6884731...344b590f', selectAction: { url: 'https://git.example.com/web/compare/1' } },
          { text: ')' },
        ],
      },
      {
        inlines: expect.arrayContaining([
          expect.objectContaining({ text: 'a.yaml:3', fontType: 'Monospace' }),
        ]),
      },
      { inlines: expect.arrayContaining([expect.objectContaining({ text: 'api', weight: 'Bolder' })]) },
      { inlines: [{ text: 'by jo' }] },
    ],
    actions: [
      { type: 'Action.OpenUrl', title: 'Dashboard', url: 'https://dash.example.com/?q=web' },
      { type: 'Action.OpenUrl', title: 'Config commit 01234567' },
      { type: 'Action.OpenUrl', title: 'Pipeline' },
    ],
  });
});

test('Teams gets the lines to copy in the letters of a machine', () => {
  const lines = JSON.stringify(messages(failed).teams);
  expect(lines).toContain('"text":"set: <image>={tag}","fontType":"Monospace"');
  expect(lines).toMatch(/"To do: ".*"copy a line".*"Ask: ".*"jo"/);
});

test('Discord gets the headline as text, all else as an embed, and calls nobody', () => {
  expect(messages({ changes }).discord).toEqual({
    content: '🚀 **web** to **prod**: `v1` → `v2`',
    embeds: [
      {
        description: [
          '[Fix the clock](https://git.example.com/web/c/1) by Jo Doe ([d6884731...344b590f](https://git.example.com/web/compare/1))',
          '**web** in **prod** `a.yaml:3`',
          '**api** in **dev** `apps/api.yaml:3`',
          '[Dashboard](https://dash.example.com/?q=web) · [Config commit 01234567](https://git.example.com/c/0123) · [Pipeline](https://ci.example.com/7) · by jo',
        ].join('\n'),
        color: 0x2e8b57,
      },
    ],
    allowed_mentions: { parse: [] },
  });
});

test('Mattermost gets the headline as text, and all else as an attachment', () => {
  const more = Array.from({ length: 15 }, (_, index) => ({ ...imageChange, namespace: `team-${index}` }));
  expect(messages({ changes: more, source: undefined, dashboards: [] }).mattermost).toMatchObject({
    text: '🚀 **web** to **prod**: `v1` → `v2`',
    attachments: [
      {
        fallback: '🚀 web to prod: v1 → v2',
        color: '#2e8b57',
        text: expect.stringMatching(/^\*\*web\*\* in \*\*team-0\*\* .*\nand 3 more\n\[Config commit/s),
      },
    ],
  });
});

test.each(['discord', 'mattermost'] as const)('%s gets the lines to copy as code', (kind) => {
  const text = { discord: 'set: <image>={tag}', mattermost: 'set: ‹image>={tag}' }[kind];
  expect(JSON.stringify(messages(failed)[kind])).toContain(
    JSON.stringify(
      `Cannot find "web": see these\n\`\`\`\n${text}\n\`\`\`\n*To do:* copy a line\n*Ask:* jo\n`,
    ).slice(1, -1),
  );
});

test('Google Chat gets a card whose buttons open pages, and a plain text for notifications', () => {
  const paragraph = (text: string) => ({ textParagraph: { text } });
  const button = (text: string, url: string) => ({ text, onClick: { openLink: { url } } });
  expect(messages({ ...failed, dashboards: [] })['google-chat']).toEqual({
    fallbackText: '❌ Deploy of web v2 to prod failed',
    cardsV2: [
      {
        cardId: 'deploy',
        card: {
          sections: [
            {
              widgets: [
                paragraph('❌ Deploy of <b>web</b> v2 to <b>prod</b> failed'),
                paragraph('Cannot find &quot;web&quot;: see these'),
                paragraph('set: &lt;image&gt;={tag}'),
                paragraph('<i>To do:</i> copy a line<br><i>Ask:</i> jo'),
                {
                  buttonList: {
                    buttons: [
                      button('Config commit 01234567', 'https://git.example.com/c/0123'),
                      button('Pipeline', 'https://ci.example.com/7'),
                    ],
                  },
                },
              ],
            },
          ],
        },
      },
    ],
  });
});

test('what is unknown is left out, whichever service it is', () => {
  const little = { source: undefined, commitUrl: undefined, runUrl: undefined, actor: undefined };
  expect(messages({ ...little, dashboards: [], changes: [], tag: undefined })).toEqual({
    slack: expect.objectContaining({ blocks: [expect.anything()] }),
    teams: expect.objectContaining({
      attachments: [
        expect.objectContaining({
          content: expect.objectContaining({ body: [expect.anything()], actions: undefined }),
        }),
      ],
    }),
    discord: { content: '🚀 **web** to **prod**', embeds: [], allowed_mentions: { parse: [] } },
    mattermost: { text: '🚀 **web** to **prod**', attachments: [] },
    'google-chat': expect.objectContaining({ fallbackText: '🚀 web to prod' }),
  });
});
