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

test('base64 of any text around a secret gives away none of it but its edges', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.stringMatching(/^[A-Za-z0-9_-]{16,40}$/),
      fc.string(),
      (before, secret, after) => {
        const output = makeRedact([secret])(Buffer.from(`${before}${secret}${after}`).toString('base64'));
        const decoded = output.split('***').map((part) => Buffer.from(part, 'base64').toString('latin1'));
        return output.includes('***') && decoded.every((part) => !part.includes(secret.slice(3, -3)));
      },
    ),
  );
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
