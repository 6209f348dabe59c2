import { previousSource } from '../../src/change/previous-source.ts';

const commit = '344b590f00112233445566778899aabbccddeeff';

test.each([
  ['release-1171-d6884731', 'release-1179-344b590f', 'd6884731'],
  ['sha-d688473', 'sha-344b590', 'd688473'],
  ['d6884731', commit, 'd6884731'],
  ['v1.2.3-4-gd688473', 'v1.2.4-1-g344b590', 'd688473'],
  ['v1.2.3', 'v1.2.4', undefined],
  ['release-1171', 'release-1179-344b590f', undefined],
  ['release-1171-latest00', 'release-1179-344b590f', undefined],
  ['main-344b590f', 'main-344b590f', undefined],
  ['d688', '344b', undefined],
  ['1700000001', '1700000002', undefined],
])('of %s and %s, the commit before is %s', (from, to, before) => {
  expect(previousSource(from, to, commit)).toBe(before);
});
