// For how long a server that is asked too much is left alone.
import { waitMs } from '../../src/http/rate-limit.ts';
import { statusMeaning } from '../../src/http/status.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inTen = String(now / 1000 + 10);
const nothingLeft = { 'x-ratelimit-remaining': '0' };

test.each([
  ['GitHub says when, and nothing is left', 403, { ...nothingLeft, 'x-ratelimit-reset': inTen }, '', 10_000],
  [
    'GitHub says when, by a clock of its own',
    403,
    { ...nothingLeft, 'x-ratelimit-reset': inTen, date: 'Sat, 21 Nov 2026 12:00:04 GMT' },
    '',
    6000,
  ],
  ['GitLab says when', 429, { 'ratelimit-reset': inTen, 'ratelimit-remaining': '0' }, '', 10_000],
  ['seconds are named until the reset', 429, { 'ratelimit-reset': '25' }, '', 25_000],
  ['one header says all', 429, { ratelimit: '"default";r=0;t=30' }, '', 30_000],
  ['an older form of it', 429, { ratelimit: 'limit=100, remaining=0, reset=40' }, '', 40_000],
  [
    'Retry-After is there too',
    429,
    { 'retry-after': '7', ...nothingLeft, 'x-ratelimit-reset': inTen },
    '',
    7000,
  ],
  ['Retry-After has a fraction', 503, { 'retry-after': '1.5' }, '', 1500],
  [
    'another failure comes when nothing is left',
    503,
    { ...nothingLeft, 'x-ratelimit-reset': inTen },
    '',
    10_000,
  ],
  ['a reset that is over is named', 429, { 'x-ratelimit-reset': '1600000000' }, '', 0],
  ['a secondary limit names no time', 403, {}, 'You have exceeded a secondary rate limit', 60_000],
  [
    'abuse is suspected',
    403,
    { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inTen },
    'You have triggered an abuse detection mechanism',
    60_000,
  ],
  ['nothing is left, and no time is named', 403, nothingLeft, '', 60_000],
  ['429 says nothing more', 429, {}, '', 10_000],
  [
    'the reset of a limit that is not used up comes with a failure',
    503,
    { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inTen },
    '',
    undefined,
  ],
  [
    'a plain refusal comes',
    403,
    { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inTen },
    'Forbidden',
    undefined,
  ],
  ['words come in place of a time', 429, { 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, '', 10_000],
] as const)('where %s (%i), so long', (_, status, headers, text, ms) => {
  expect(waitMs({ status, headers, text }, now)).toBe(ms);
});

test.each([
  ['nothing left', { 'ratelimit-remaining': '0' }, ''],
  ['a time to come again', { 'retry-after': '5' }, ''],
  ['abuse detection', {}, 'You have triggered an abuse detection mechanism'],
  ['a limit of the API', {}, 'API rate limit exceeded for user ID 1'],
] as const)('403 with %s may pass', (_, headers, text) => {
  expect(statusMeaning({ status: 403, headers, text })).toMatchObject({ retry: 'later' });
});
