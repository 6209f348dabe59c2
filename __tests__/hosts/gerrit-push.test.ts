import { changeIn, gerritRef, gerritRefusal, isPushWord } from '../../src/hosts/gerrit-push.ts';

const push = { base: 'main', topic: 'gitops-deploy/web-1', hashtags: [], reviewers: [], isDraft: false };

test('a change is pushed to a reference that says what it is', () => {
  expect(gerritRef(push)).toBe('refs/for/main%topic=gitops-deploy/web-1');
  const more = { ...push, hashtags: ['deploy'], reviewers: ['jo', 'kim@acme.dev'], isDraft: true };
  expect(gerritRef(more)).toBe(
    'refs/for/main%topic=gitops-deploy/web-1,hashtag=deploy,r=jo,r=kim@acme.dev,wip',
  );
});

test.each([
  ['deploy', true],
  ['kim@acme.dev', true],
  ['gitops-deploy/web-1', true],
  ['two words', false],
  ['a,submit', false],
  ['a%b', false],
  ['a..b', false],
  ['a@{1}', false],
  ['a:b', false],
  ['-', true],
  ['a.lock', false],
  ['', false],
])('whether a push can say %j: %s', (word, is) => {
  expect(isPushWord(word)).toBe(is);
});

test.each([
  ['no new changes', 'there'],
  ['commit(s) already exists (as current patchset)', 'there'],
  ['no changes made', 'there'],
  ['change http://gerrit.acme.dev/c/config/+/1152 closed', 'closed'],
  ["Account 'nobody' not found", 'reviewers'],
  ['user "nobody" not found', 'reviewers'],
  ['prohibited by Gerrit: not permitted: create change', undefined],
  ['branch main not found', undefined],
])('what is meant by %j: %s', (said, meaning) => {
  expect(gerritRefusal(said)).toBe(meaning);
});

test.each([
  ['SUCCESS\n\n  https://gerrit.acme.dev/c/acme/config/+/1152 Deploy web v2 [NEW]', 1152],
  ['  http://gerrit.acme.dev:8080/23187 Deploy web', 23_187],
  ['  http://gerrit.acme.dev/#/c/23195/', 23_195],
  [
    'see https://ci.acme.dev/job/7\nSUCCESS\n\n  https://gerrit.acme.dev/c/config/+/1152 Deploy web [NEW]',
    1152,
  ],
  ['see https://ci.acme.dev/job/7\nSUCCESS\n\n  http://gerrit.acme.dev/23187 Deploy web', 23_187],
  ['warning: subject >50 characters', undefined],
  ['see https://wiki.acme.dev/rules', undefined],
  [`https://gerrit.acme.dev/+/${'9'.repeat(30)}`, undefined],
  ['https://gerrit.acme.dev/\u001b]8;;x/12 a', undefined],
])('the change in %j is %s', (remarks, number) => {
  expect(changeIn(remarks)?.number).toBe(number);
});
