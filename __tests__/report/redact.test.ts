import fc from 'fast-check';
import { makeRedact } from '../../src/report/redact.ts';

const token = 'ghp_S3cret+Token/with~chars==';

test.each([
  ['raw', token],
  ['percent-encoded', encodeURIComponent(token)],
  ['base64', Buffer.from(token).toString('base64')],
  ['base64 of user:token', Buffer.from(`x-access-token:${token}`).toString('base64')],
  ['base64url', Buffer.from(token).toString('base64url')],
])('a secret does not come through %s', (_, spelled) => {
  const output = makeRedact([token])(`before ${spelled} after`);
  expect(output).toMatch(/^before \S*\*\*\*\S* after$/);
  expect(output).not.toContain(spelled.slice(4, -6));
});

test('base64 of any text around a secret gives away none of it', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.stringMatching(/^[A-Za-z0-9_-]{16,40}$/),
      fc.string(),
      (before, secret, after) => {
        const bytes = [before, secret, after].map((part) => Buffer.from(part));
        const output = makeRedact([secret])(Buffer.concat(bytes).toString('base64'));
        const [first = '', ...rest] = output.split('***');
        const isBefore = Buffer.from(before).indexOf(Buffer.from(first, 'base64')) === 0;
        // Six bits a character, and up to four more to fill the last one.
        const bitsAfter = (rest[0] ?? '').replace(/=+$/, '').length * 6;
        return rest.length === 1 && isBefore && bitsAfter <= Buffer.byteLength(after) * 8 + 4;
      },
    ),
  );
});

test('a secret in JSON does not come through', () => {
  const secret = 'p"ss\\w\u00e9rd';
  expect(makeRedact([secret])(JSON.stringify({ secret }))).toBe('{"secret":"***"}');
});

test('each line of a key is a secret of its own', () => {
  const key =
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----';
  expect(makeRedact([key])('saw b3BlbnNzaC1rZXktdjEAAAAABG5vbmU here')).toBe('saw *** here');
});

test('without secrets, text stays; a secret of pattern characters is taken literally', () => {
  expect(makeRedact([])('as it is')).toBe('as it is');
  expect(makeRedact(['a.*b$'])('axxb$ a.*b$')).toBe('axxb$ ***');
});
