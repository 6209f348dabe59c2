import { gitRefusals } from '../../../src/git/refusals/git-refusals.ts';
import { classifyRefusal, pushRefusal } from '../../../src/git/refusals/push-refusal.ts';
import { allRefusals } from '../../../src/hosts/find-host.ts';
import { conflicts, mendable, passing, permanent } from '../../../testing/push-answers.ts';

const rules = [...allRefusals, ...gitRefusals];
const hook = 'pre-receive hook declined';

test.each(permanent)('"%s" is final, and quoted', (said, code, remedy) => {
  const verdict = { class: 'permanent', retry: 'never', code, remedy: expect.stringContaining(remedy) };
  expect(classifyRefusal(rules, `${hook}\n${said}`)).toMatchObject(verdict);
  const quote = expect.stringContaining(said.replace('\n', ' '));
  expect(pushRefusal(rules, 'main', hook, said)).toMatchObject({ retry: 'never', code, message: quote });
});

test.each(conflicts)('"%s" is a lost race, as the reason and beside it, whatever the case', (said) => {
  const verdict = { class: 'conflict', retry: 'later' };
  for (const text of [said, `failed to update ref\n${said.toUpperCase()}`])
    expect(classifyRefusal(rules, text)).toMatchObject(verdict);
});

test.each(passing)('"%s" may pass', (said, remedy) => {
  expect(classifyRefusal(rules, `${hook}\n${said}`)).toMatchObject({
    class: expect.stringMatching(/transient|ambiguous/),
    retry: expect.stringMatching(/a-while|later/),
    remedy: expect.stringContaining(remedy),
  });
});

test.each([
  ...mendable.map((said) => [said, 'once', 'disk'] as const),
  ['words that nobody knows', 'twice', 'whoever wrote the rule'] as const,
])('"%s" is tried again %s', (said, retry, remedy) => {
  const verdict = { class: 'transient', retry, remedy: expect.stringContaining(remedy) };
  expect(classifyRefusal(rules, said)).toMatchObject(verdict);
});

test.each([
  ['may have moved the branch', 'fatal error in commit_refs', '', 'maybe'],
  ['came from a hook that ran before', hook, 'GitLab: 500 Internal Server Error', 'no'],
] as const)('a failure of the server %s', (_, reason, text, applied) => {
  expect(pushRefusal(rules, 'main', reason, text)).toMatchObject({ applied });
});

test('no rule takes long for a text that a server makes to be slow: what may be anything has a bound', () => {
  const unbounded = /(?<!\\)\.[*+]|\\S[*+]\\S[*+]/;
  const slow = rules.filter(({ text }) => unbounded.test(text.source.replace(/ \?/g, '')));
  expect(slow.map(({ text }) => text.source)).toStrictEqual([]);
});
