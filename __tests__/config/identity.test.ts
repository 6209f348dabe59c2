import { parseIdentity } from '../../src/config/identity.ts';
import { refusal } from '../../testing/refusal.ts';

const bot = 'write "Deploy Bot <b@x.io>"';

test.each([
  ['quotes around the name', '"Deploy Bot" <b@x.io>', 'quotes around the name', bot],
  ['single quotes around the name', "'Deploy Bot' <b@x.io>", 'quotes around the name', bot],
  ['typographic quotes around the name', '“Deploy Bot” <b@x.io>', 'quotes around the name', bot],
  ['quotes around it all', '"Deploy Bot <b@x.io>"', 'is not an author', bot],
  ['no brackets', 'Deploy Bot b@x.io', 'is not an author', bot],
  ['other brackets', 'Deploy Bot (b@x.io)', 'is not an author', bot],
  ['a bracket that is not closed', 'Deploy Bot <b@x.io', 'is not an author', bot],
  ['escaped brackets', 'Deploy Bot &lt;b@x.io&gt;', 'is not an author', bot],
  ['a link', 'Deploy Bot <mailto:b@x.io>', '"mailto:"', bot],
  ['the address first', 'b@x.io <Bot>', 'the wrong way round', 'write "Bot <b@x.io>"'],
  ['the address first, with a comma', 'b@x.io, Deploy Bot', 'is not an author', bot],
  ['the address alone', 'b@x.io', 'is not an author', bot],
  ['the address alone in brackets', '<b@x.io>', 'is not an author', bot],
  ['the name alone', "Ann O'Hara", 'is not an author', `write "Ann O'Hara <bot@example.com>"`],
  ['two people', 'Ann <a@x.io>, Bob <b@x.io>', 'names several people', 'write one'],
  ['nothing but brackets', '<>', 'is not an author', 'write it like "Deploy Bot <bot@example.com>"'],
])('an author with %s is refused, with the right way', (_, text, what, remedy) => {
  expect(refusal(() => parseIdentity(text))).toMatchObject({
    message: expect.stringContaining(what),
    remedy: expect.stringContaining(remedy),
  });
  const [, written] = /^write "([^"]*<[^"]*>)"$/.exec(refusal(() => parseIdentity(text)).remedy) ?? [];
  if (written !== undefined) expect(() => parseIdentity(written)).not.toThrow();
});

test.each([
  ['Deploy Bot <b@x.io>', 'Deploy Bot', 'b@x.io'],
  [
    'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
    'github-actions[bot]',
    '41898282+github-actions[bot]@users.noreply.github.com',
  ],
  ['John "Joe" Doe <j@x.io>', 'John "Joe" Doe', 'j@x.io'],
  ["Ann O'Hara <a@x.io>", "Ann O'Hara", 'a@x.io'],
  ['Ann<a@x.io>', 'Ann', 'a@x.io'],
  ['Ann <ann>', 'Ann', 'ann'],
  ['ann@x.io <ann@x.io>', 'ann@x.io', 'ann@x.io'],
])('%s is an author', (text, name, email) => {
  expect(parseIdentity(text)).toEqual({ name, email });
});
