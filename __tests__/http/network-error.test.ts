import { networkError } from '../../src/http/network-error.ts';

test.each([
  ['ENOTFOUND', 'seconds', 'there is no host of that name'],
  ['EAI_AGAIN', 'later', 'the name server does not answer'],
  ['ECONNREFUSED', 'later', 'nothing listens there'],
])('%s is tried again %s, and said in words', (code, retry, says) => {
  const error = networkError('git.example', Object.assign(new Error(code), { code }), 'no');
  expect(error).toMatchObject({
    retry,
    message: expect.stringContaining(`Cannot reach "git.example": ${says}`),
  });
});
