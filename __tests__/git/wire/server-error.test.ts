// What a line `ERR <text>` means: what is known to pass is waited for, anything else is a refusal that is quoted.

import { gitRefusals } from '../../../src/git/refusals/git-refusals.ts';
import { serverError } from '../../../src/git/wire/wire-error.ts';
import { findHost } from '../../../src/hosts/find-host.ts';
import { parseRemoteUrl } from '../../../src/remote/url.ts';

const host = findHost(parseRemoteUrl('https://git.acme.io/a/b.git'), { kind: 'none', url: undefined });
const server = { name: 'git.acme.io/a/b', refusals: [...host.refusals, ...gitRefusals] };

test.each([
  ['something odd', 'push-refused', 'twice'],
  ['upload-pack: the moon is full', 'push-refused', 'twice'],
  ['your licence does not cover this command', 'push-refused', 'twice'],
  ['unknown object format', 'push-refused', 'twice'],
  ['', 'push-refused', 'twice'],
  ['service temporarily unavailable', 'out-of-time', 'later'],
  ['server is shutting down', 'out-of-time', 'later'],
  ['API rate limit exceeded for this user', 'out-of-time', 'later'],
  ['access denied: not allowed', 'permission-denied', 'never'],
  ['repository not exported', 'repository-not-found', 'never'],
])('"ERR %s" is %s, tried again: %s', (text, code, retry) => {
  const error = serverError(`ERR ${text}`, server);
  expect(error).toMatchObject({ code, retry, message: expect.stringContaining(`the server says "${text}"`) });
});
