import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import { type SlackMessage, slackMessage } from '../../src/notify/slack-message.ts';
import { imageChange, pushedFacts } from '../../testing/deploy-facts.ts';

const messageOf = (facts: Partial<DeployFacts>): SlackMessage =>
  slackMessage(composeNotification({ ...pushedFacts, ...facts }), [], 'whole');
const textOf = (facts: Partial<DeployFacts>): string => JSON.stringify(messageOf(facts));

test('says what went where, from which tag, with links to commit, pipeline and dashboard', () => {
  const text = textOf({});
  for (const part of [
    ':rocket: *web* to *prod*: `v1` → `v2`',
    '`a.yaml:3`',
    '<https://git.example.com/web/c/1|Fix the clock> by Jo Doe',
    '(<https://git.example.com/web/compare/1|d6884731...344b590f>)',
    '<https://git.example.com/c/0123|Config commit 01234567>',
    '<https://ci.example.com/7|Pipeline>',
    '<https://dash.example.com/?q=web|Dashboard>',
    'by jo',
  ])
    expect(text).toContain(part);
});

test('what is unknown is left out', () => {
  const { blocks } = messageOf({
    ...{ source: undefined, commitUrl: undefined, runUrl: undefined, actor: undefined },
    ...{ dashboards: [], changes: [] },
  });
  expect(blocks).toHaveLength(1);
});

test('no text of it becomes a link or a page that nobody wrote', () => {
  const message = messageOf({});
  expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false });
  const texts = message.blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text];
    return block.type === 'context' ? block.elements : [];
  });
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) expect(text).toMatchObject({ type: 'mrkdwn', verbatim: true });
});

test('a failure says what is wrong and what to do, with lines to copy', () => {
  const error = { message: 'Cannot push "main": refused\n- copy `this` <line>', remedy: 'ask' };
  const text = textOf({ state: 'failed', error, ask: 'whoever administers git.example.com/c' });
  expect(text).toMatch(/failed.*refused.*_To do:_ ask\\n_Ask:_ whoever administers/);
  expect(text).toContain("```copy 'this' &lt;line&gt;```");
});

const hostile: readonly string[] = [
  '<!channel>',
  '<!here|x>',
  '<@U123>',
  '<http://evil|ok>',
  '`*_~',
  '\n```<!here>',
  'x'.repeat(5000),
  '&'.repeat(5000),
  '💥'.repeat(5000),
];

test.each(hostile)('nothing from outside is markup: %.20s', (text) => {
  const link = { label: text, url: `https://d.example/${text}` };
  const { blocks, text: headline } = messageOf({
    ...{ name: text, namespace: text, folder: text, tag: text, actor: text },
    changes: [{ ...imageChange, what: text, from: text, to: text, file: text }],
    dashboards: [link],
    source: { title: text, author: text, url: link.url, comparison: link },
  });
  const error = { message: `${text}\n- ${text}`, remedy: text };
  const failed = messageOf({
    name: text,
    state: 'failed',
    error,
    ask: text,
    dashboards: [],
    source: undefined,
  });
  const sent = JSON.stringify([blocks, headline, failed]);
  expect(sent).not.toMatch(/<[!@]|<http:\/\/evil/);
  expect(sent.match(/```/g)?.length).toBe(2);
});

test('a link cannot be left by its address', () => {
  const dashboards = [{ label: 'D', url: 'https://d/|x>y<z' }];
  expect(textOf({ dashboards })).toContain('<https://d/%7Cx%3Ey%3Cz|D>');
});

test("everything stays within Slack's limits", () => {
  const long = 'x&'.repeat(5000);
  const changes = Array.from({ length: 200 }, (_, line) => ({
    ...imageChange,
    file: long,
    line,
    from: long,
  }));
  const link = (size: number) => ({ label: long, url: `https://d/${'x'.repeat(size)}` });
  const source = { title: long, author: long, url: link(1100).url, comparison: link(1100) };
  const links = { dashboards: [500, 1100, 1100, 9000].map(link), commitUrl: `https://d/${long}` };
  const error = { message: `${long}\n- ${long}`, remedy: long };
  for (const given of [
    { ...links, name: long, changes, source },
    { ...links, error, ask: long, source, actor: long },
  ]) {
    const { blocks, text } = messageOf(given);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text.length).toBeLessThanOrEqual(3000);
    for (const block of blocks) {
      const element = block.type === 'context' ? block.elements[0] : undefined;
      const shown = block.type === 'section' ? block.text : element;
      expect(JSON.stringify(shown).length).toBeLessThanOrEqual(3100);
    }
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_200);
  }
});

test('each of eleven files shows its old tag', () => {
  const changes = Array.from({ length: 11 }, (_, line) => ({
    ...imageChange,
    file: `${line}.yaml`,
    line: 1,
    from: `1.${line}`,
    to: '3.2',
  }));
  const text = textOf({ changes });
  for (const { from } of changes) expect(text).toContain(`\`${from}\` → \`3.2\``);
});
