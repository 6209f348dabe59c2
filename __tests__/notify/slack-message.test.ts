import type { Notification } from '../../src/notify/notification.ts';
import { slackMessage } from '../../src/notify/slack-message.ts';

const notification: Notification = {
  result: 'pushed',
  name: 'web',
  namespace: 'prod',
  folder: undefined,
  channelNamespace: 'prod',
  tag: 'v2',
  previous: 'v1',
  changes: [{ file: 'a.yaml', line: 3, what: undefined, from: 'v1', to: 'v2' }],
  commit: '0123456789abcdef',
  commitUrl: 'https://git.example.com/c/0123',
  runUrl: 'https://ci.example.com/7',
  actor: 'jo',
  dashboardUrl: 'https://dash.example.com/?q=web',
  error: undefined,
};

const textOf = (given: Notification): string => JSON.stringify(slackMessage(given));

test('says what went where, from which tag, with links to commit, pipeline and dashboard', () => {
  const text = textOf(notification);
  for (const part of [
    '*web* `v2` to *prod*, was `v1`',
    '`a.yaml:3`',
    '<https://git.example.com/c/0123|commit 01234567>',
    '<https://ci.example.com/7|pipeline>',
    '<https://dash.example.com/?q=web|Open the dashboard>',
    'by jo',
  ])
    expect(text).toContain(part);
});

test('no text of it becomes a link or a page that nobody wrote', () => {
  const message = slackMessage(notification);
  expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false });
  const texts = message.blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text];
    return block.type === 'context' ? block.elements : [];
  });
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) expect(text).toMatchObject({ type: 'mrkdwn', verbatim: true });
});

test('what is not the image itself is named', () => {
  const changes = [{ file: 'a.yaml', line: 4, what: 'DD_VERSION', from: 'v1', to: 'v2' }];
  expect(textOf({ ...notification, changes })).toContain('`a.yaml:4`  `DD_VERSION`  `v1` → `v2`');
});

test('a deploy of bad input may have no tag', () => {
  expect(textOf({ ...notification, result: 'failed', tag: '', changes: [] })).toContain(
    'Deploy of *web* to *prod* failed',
  );
});

test('a failure says what is wrong and what to do', () => {
  const error = { message: 'Cannot push "main": refused', remedy: 'ask' };
  expect(textOf({ ...notification, result: 'failed', changes: [], error })).toMatch(
    /failed.*refused\\n_To do:_ ask/,
  );
});

test('an unknown outcome and an unchanged one are said as such', () => {
  expect(textOf({ ...notification, result: 'unknown' })).toContain('unknown');
  expect(textOf({ ...notification, result: 'unchanged', changes: [] })).toContain('already');
});

test('nothing from outside is markup', () => {
  const text = textOf({ ...notification, name: '<!channel>', actor: '<http://evil|ok> & co', tag: 'a`b' });
  expect(text).not.toMatch(/<!channel>|<http:\/\/evil/);
  expect(text).toContain('&lt;!channel&gt;');
  expect(text).toContain('&amp; co');
});

test('a link cannot be left by its address', () => {
  expect(textOf({ ...notification, dashboardUrl: 'https://d/|x>y<z' })).toContain(
    '<https://d/%7Cx%3Ey%3Cz|Open',
  );
});

test("everything stays within Slack's limits", () => {
  const long = 'x&'.repeat(5000);
  const changes = Array.from({ length: 200 }, (_, line) => ({
    file: long,
    line,
    what: undefined,
    from: long,
    to: long,
  }));
  const error = { message: long, remedy: long };
  const urls = { commitUrl: `https://d/${long}`, dashboardUrl: `https://d/${long}` };
  for (const given of [
    { ...notification, ...urls, name: long, changes },
    { ...notification, error },
  ]) {
    const { blocks, text } = slackMessage(given);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text.length).toBeLessThanOrEqual(3000);
    for (const block of blocks) {
      if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3000);
    }
  }
});

test('the folder is said where no file says a namespace', () => {
  const text = textOf({ ...notification, namespace: undefined, folder: 'apps/prod' });
  expect(text).toContain('*web* `v2` (apps/prod), was `v1`');
  expect(text).not.toContain(' to *');
});

test('each of eleven files shows its old tag', () => {
  const changes = Array.from({ length: 11 }, (_, line) => ({
    file: `${line}.yaml`,
    line: 1,
    what: undefined,
    from: `1.${line}`,
    to: '3.2',
  }));
  const text = textOf({ ...notification, changes });
  for (const { from } of changes) expect(text).toContain(`\`${from}\` → \`3.2\``);
});
