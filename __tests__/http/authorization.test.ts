import { checkTokenMayTravel } from '../../src/http/authorization.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const safe = [
  'https://git.acme.dev/r.git',
  'http://localhost:3000/r.git',
  'http://127.0.0.1:3000/r.git',
  'http://127.9.9.9/r.git',
  'http://0x7f000001/r.git',
  'http://[::1]:3000/r.git',
  'git@git.acme.dev:r.git',
];
const unsafe = [
  'http://git.localhost/r.git',
  'http://git.acme.dev/r.git',
  'http://localhost.evil.example/r.git',
  'http://127.0.0.1.evil.example/r.git',
  'http://10.0.0.1/r.git',
  'http://0.0.0.0/r.git',
  'http://[::ffff:10.0.0.1]/r.git',
];

test.each(safe)('a token may travel to %s', (text) => {
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), false)).not.toThrow();
});

test.each(unsafe)('a token travels to %s only when plain HTTP is allowed', (text) => {
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), false)).toThrow(
    expect.objectContaining({ code: 'invalid-input', remedy: expect.stringContaining('allow-http') }),
  );
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), true)).not.toThrow();
});
