// One table of texts means the same, whether a hook, a status of HTTP or a command over SSH says them.

import { gitRefusals } from '../../../src/git/refusals/git-refusals.ts';
import { pushRefusal } from '../../../src/git/refusals/push-refusal.ts';
import { refusalError } from '../../../src/git/transport/http-status.ts';
import { commandError } from '../../../src/git/transport/ssh-command-error.ts';
import { allRefusals } from '../../../src/hosts/find-host.ts';
import type { RemoteError } from '../../../src/http/remote-error.ts';
import { limits, outages, reasons } from '../../../testing/host-answers.ts';
import { conflicts, mendable, passing, permanent } from '../../../testing/push-answers.ts';

const refusals = [...allRefusals, ...gitRefusals];
const server = { name: 'git.example/acme/config', refusals };

const ways: readonly (readonly [string, (said: string) => RemoteError])[] = [
  ['a hook', (said) => pushRefusal(refusals, 'main', 'pre-receive hook declined', said)],
  ['403', (text) => answered(403, text)],
  ['a command over SSH', atTheDoor],
];

function atTheDoor(said: string): RemoteError {
  return commandError(server, { exitCode: 1, stderr: `${said}\n`, wasAsked: false });
}

function answered(status: number, text: string, isPush = false): RemoteError {
  const url = 'https://git.example/acme/config.git/info/refs';
  return refusalError({
    server,
    url,
    status,
    headers: {},
    text,
    hasToken: true,
    writeRemedy: '',
    isPush,
    now: 0,
  });
}

/** What GitHub says for a moment to a token that it just made. */
const freshToken = /^(?:Permission to|Write access to)/;

describe.each(ways)('said by %s', (way, errorOf) => {
  test.each(reasons)('"%s" ends at once as %s, with "%s"', (said, code, remedy, other) => {
    const error = errorOf(said);
    expect(error).toMatchObject({ code, retry: 'never' });
    expect(error.remedy).toContain(remedy);
    expect(error.remedy).not.toContain(other);
  });

  test.each(permanent)('"%s" ends at once as %s, with "%s"', (said, code, remedy) => {
    const error = errorOf(said);
    const retry = way === '403' && freshToken.test(said) ? 'once' : 'never';
    expect(error).toMatchObject({ code, retry, remedy: expect.stringContaining(remedy) });
  });

  test.each(outages)('"%s" is tried again as long as there is time', (said) => {
    expect(errorOf(said)).toMatchObject({ retry: 'later', retryAfterMs: undefined });
  });

  test.each(passing)('"%s" may pass, and has its remedy: "%s"', (said, remedy) => {
    const retry = expect.stringMatching(/a-while|later/);
    expect(errorOf(said)).toMatchObject({ retry, remedy: expect.stringContaining(remedy) });
  });

  test.each(limits)('"%s" is waited for a minute', (said) => {
    expect(errorOf(said)).toMatchObject({ retry: 'later', retryAfterMs: 60_000 });
  });

  test.each([
    'Gitea: Internal Server Error (no message for end users)',
    'Forgejo: Internal Server Error (no specific error)',
  ])('"%s", which a rule may be behind, is tried once more', (said) => {
    expect(errorOf(said)).toMatchObject({ code: 'push-refused', retry: 'once' });
  });
});

describe.each([
  ['a hook', (said: string) => pushRefusal(refusals, 'main', said, '')],
  ['403 to a push', (said: string) => answered(403, said, true)],
  ['a command over SSH', atTheDoor],
] as const)('said of a push by %s', (_, errorOf) => {
  test.each(conflicts)('"%s" is a race that was lost, tried again as long as there is time', (said) => {
    expect(errorOf(said)).toMatchObject({ retry: 'later', applied: 'no' });
  });

  test.each(mendable)('"%s" is tried once with a fresh snapshot', (said) => {
    expect(errorOf(said)).toMatchObject({ retry: 'once', applied: 'no' });
  });
});

test('a text that nobody knows is a refusal, quoted, over SSH as in a hook', () => {
  for (const error of [
    atTheDoor('Deploys are closed on Fridays'),
    pushRefusal(refusals, 'main', 'pre-receive hook declined', 'Deploys are closed on Fridays'),
  ]) {
    expect(error).toMatchObject({ code: 'push-refused', retry: 'twice' });
    expect(error.message).toContain('Deploys are closed on Fridays');
  }
});

test.each(['pre-receive hook declined', 'hook declined'])(
  'a hook that says nothing but "%s" is called silent',
  (reason) => {
    const { code, message } = pushRefusal(refusals, 'main', reason, ' \n');
    expect([code, message]).toEqual(['push-refused', expect.stringContaining('said nothing')]);
  },
);

test.each([
  ['the command was at work', { exitCode: 137, wasAsked: true }],
  ['a signal ended it', { exitCode: null, wasAsked: false }],
])('a text that nobody knows is no refusal where %s', (_, end) => {
  const stderr = 'fatal: the remote end hung up';
  const error = commandError(server, { ...end, stderr });
  expect(error).toMatchObject({ code: 'out-of-time', message: expect.stringContaining(stderr) });
});

test.each([401, 402, 404, 410, 413, 422, 451])('%i is final, whatever outage its words tell of', (status) => {
  expect(answered(status, 'Your session timed out; try again later')).toMatchObject({ retry: 'never' });
});

test.each(['git-upload-pack', 'git-receive-pack'])(
  'whatever a server says of %s while it fails, it fails',
  (service) => {
    const url = `https://git.example/acme/config.git/${service}`;
    const isPush = service === 'git-receive-pack';
    const text = 'This repository was archived so it is read-only.';
    const error = refusalError({
      server,
      url,
      status: 500,
      headers: {},
      text,
      hasToken: true,
      writeRemedy: '',
      isPush,
      now: 0,
    });
    expect(error).toMatchObject({ code: 'out-of-time', retry: 'later', applied: isPush ? 'maybe' : 'no' });
    expect(error.message).toContain(text);
  },
);
