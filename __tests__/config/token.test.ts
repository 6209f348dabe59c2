import { parseToken } from '../../src/config/token.ts';
import { refusal } from '../../testing/refusal.ts';

test.each([
  ['1Password', 'op://vault/config/token'],
  ['Vault', 'vault://secret/config#token'],
  ['Concourse', '((config-token))'],
  ['the task "Replace Tokens"', '#{ConfigToken}#'],
  ['the same in its other form', '__CONFIG_TOKEN__'],
])('what says where the token is would be sent as the token: %s', (_, text) => {
  expect(refusal(() => parseToken(text)).message).toContain('nothing has put the token there');
});

test.each([
  'a password (of a server of ours)',
  '__a',
  '#{',
  'op',
  'ghp_0123456789abcdefghijABCDEFGHIJ012345',
])('anything else may be one: %s', (text) => {
  expect(parseToken(text)).toBe(text);
});
