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

const lowerPercent = encodeURIComponent(token).replace(/%../g, (code) => code.toLowerCase());
const hex = Buffer.from(token).toString('hex');
const unicode = [...token].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
const twice = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['percent-encoded in lower case', lowerPercent],
  ['percent-encoded twice', encodeURIComponent(lowerPercent)],
  ['percent-encoded, each letter', hex.replace(/../g, '%$&')],
  ['in JSON that escapes slashes', token.replaceAll('/', '\\/')],
  ['in JSON that escapes "="', token.replaceAll('=', '\\u003d')],
  ['in JSON that escapes everything', unicode],
  ['in JSON in JSON', JSON.stringify(unicode)],
  ['in HTML', token.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('=', '&equals;')],
  ['in HTML twice', token.replaceAll('+', '&amp;#43;').replaceAll('=', '&amp;equals;')],
  ['in hexadecimal', hex],
  ['in hexadecimal of upper case', hex.toUpperCase()],
  ['in escapes of a shell', hex.replace(/../g, '\\x$&')],
  ['in quoted-printable', `${token.slice(0, 9)}=\r\n${token.slice(9).replaceAll('=', '=3D')}`],
  ['in base64 in lines', twice(`x:${token}`).replace(/.{8}/g, '$&\r\n')],
  ['in base64 in a URL', encodeURIComponent(twice(`user:${token}`))],
  ['cut by a line end', token.replace('+', '+\n    ')],
  ['cut by line ends everywhere', [...token].join('\n')],
  ['cut by spaces where line ends were', [...token].join(' ')],
  ['cut by an invisible letter', token.replace('+', '+\u200b\u2060')],
  ['cut by a variation selector', token.replace('+', '+\ufe0f')],
  ['cut by a line separator', token.replace('+', '+\u2028')],
])('a secret does not come through %s', (_, spelled) => {
  const output = makeRedact([token])(`before ${spelled} after`);
  expect(output.replace(/=+\r?\n?|"/g, '')).toMatch(/^before (?:[\w+/]{0,4}\*\*\*[\w+/]{0,3})+ after$/);
});

test.each([
  ['its end', `..."${token.slice(9)}"`, '..."***"'],
  ['its beginning', `"${token.slice(0, 20)}..."`, '"***..."'],
  ['its middle', `"...${token.slice(5, 22)}..."`, '"...***..."'],
  ['the end of its base64', Buffer.from(token).toString('base64').slice(15), '***'],
])('of a secret that a quotation cut, %s does not come through', (_, text, expected) => {
  expect(makeRedact([token])(text)).toBe(expected);
});

test('of a secret in base64 twice nothing comes through but a few bits of its edges', () => {
  const output = makeRedact([token])(twice(twice(`user:${token}`)));
  expect(output).toMatch(/^\w{8}\*\*\*\w{5}=*$/);
  expect(Buffer.from(Buffer.from(output.slice(0, 8), 'base64').toString(), 'base64').toString()).toBe('user');
});

test('the last short line of a key does not come through', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nqLkf9aW8\n-----END PRIVATE KEY-----\n';
  expect(makeRedact([key])(JSON.stringify(key))).not.toContain('qLkf9aW8');
});

test.each([
  ['that begins as the frame of a key does', '-----a__A_-A-_--0a0A'],
  [
    'on one line, as a CI hands a key over',
    String.raw`-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----`,
  ],
])('a secret %s does not come through', (_, secret) => {
  expect(makeRedact([secret])(`saw ${secret} here`)).toBe('saw *** here');
});

test('what is beside secrets in encoded text stays as it was written', () => {
  const text = `a%2Fb \\u003d &amp; "${token.replace('/', '%2f')}" c%2Fd\n\te`;
  expect(makeRedact([token])(text)).toBe('a%2Fb \\u003d &amp; "***" c%2Fd\n\te');
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
