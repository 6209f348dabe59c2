// What a deploy is said to be built from, where its images say it too.
import { sourceInImages } from '../../src/commands/image-source.ts';
import { labelledSource } from '../../src/config/labelled-source.ts';

const revision = '3F2A9C1B0D4E5F60718293A4B5C6D7E8F9012345';
const web = { revision, source: 'git@github.com:acme/web.git' };
const nobody = { ...labelledSource('0', undefined), commit: undefined };

function told(known: Parameters<typeof sourceInImages>[0], origins: Parameters<typeof sourceInImages>[1]) {
  const log: string[] = [];
  const source = sourceInImages(known, origins, (line) => log.push(line));
  return { source: source && [source.repository, source.repositoryUrl, source.commit], log };
}

test.each([
  ['one image says it', nobody, [web], ['acme/web', 'https://github.com/acme/web', revision.toLowerCase()]],
  [
    'two say the same',
    nobody,
    [web, web],
    ['acme/web', 'https://github.com/acme/web', revision.toLowerCase()],
  ],
  ['two say different things', nobody, [web, { ...web, revision: 'abcdef0' }], undefined],
  ['one of two says nothing', nobody, [web, undefined], undefined],
  [
    'a commit alone',
    nobody,
    [{ revision, source: undefined }],
    [undefined, undefined, revision.toLowerCase()],
  ],
  ['no image says it', nobody, [undefined], undefined],
  ['no image is there', nobody, [], undefined],
])('%s', (_, known, origins, wanted) => {
  expect(told(known, origins)).toEqual({ source: wanted, log: [] });
});

test('where somebody else says it, that counts, and a difference is noted', () => {
  const same = labelledSource(revision.slice(0, 8), 'https://github.com/acme/web');
  expect(told(same, [web])).toEqual({ source: undefined, log: [] });
  const other = labelledSource('abcdef0123', 'https://github.com/acme/api');
  expect(told(other, [web])).toEqual({
    source: undefined,
    log: [
      `Note: the image says that it was built from acme/web@${revision.toLowerCase()}, and this run that it was acme/api@abcdef0123`,
    ],
  });
});
