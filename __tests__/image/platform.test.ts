// Which platforms of an image are the wanted ones.
import { fitsPlatform, type Platform } from '../../src/image/platform.ts';

const platform = (os: string, architecture: string, variant?: string): Platform => ({
  os,
  architecture,
  variant,
});

test.each([
  ['a variant that nobody wants', platform('linux', 'arm64', 'v8'), platform('linux', 'arm64'), true],
  [
    'the usual variant, which images leave out',
    platform('linux', 'arm64'),
    platform('linux', 'arm64', 'v8'),
    true,
  ],
  ['the usual one of 32 bits', platform('linux', 'arm'), platform('linux', 'arm', 'v7'), true],
  ['another variant', platform('linux', 'arm', 'v6'), platform('linux', 'arm', 'v7'), false],
  ['a variant where none is usual', platform('linux', 'amd64'), platform('linux', 'amd64', 'v3'), false],
  ['another architecture', platform('linux', 'amd64'), platform('linux', 'arm64'), false],
])('%s: %#', (_, built, wanted, fits) => {
  expect(fitsPlatform(built, wanted)).toBe(fits);
});
