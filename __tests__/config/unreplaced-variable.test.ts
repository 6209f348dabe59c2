import { readConfig } from '../../src/config/config.ts';
import { readGiven } from '../../src/config/given.ts';
import { type InputName, inputNames, inputOf, inputVariable } from '../../src/config/inputs.ts';
import { variableIn } from '../../src/config/unreplaced-variable.ts';
import type { Variables } from '../../src/config/variables.ts';

type Inputs = Partial<Record<InputName, string>>;
const least = { repository: 'https://git.example.com/c.git', file: 'a.yaml', image: 'acme/web:v2' };

/** What is said of bad inputs; undefined where they are good. */
function problems(inputs: Inputs, env: Variables = {}): string | undefined {
  const flags = new Map(Object.entries({ ...least, ...inputs })) as Map<InputName, string>;
  const reading = readConfig(readGiven([], flags, env, () => undefined));
  return reading.is === 'bad' ? `${reading.error.message}; ${reading.error.remedy}` : undefined;
}

test.each([
  ['of a shell', 'Deploy $CI_COMMIT_TITLE', '$CI_COMMIT_TITLE'],
  ['of a shell, in lower case', 'v$version', '$version'],
  ['of a shell, of one letter', 'a $X', '$X'],
  ['of a shell, in braces', `a\${X}b`, `\${X}`],
  ['of a shell, with a default', `\${TAG:-v1}`, `\${TAG:-v1}`],
  ['of a shell, whose brace is not closed', `\${TAG`, `\${TAG`],
  ['a command of a shell', 'by $(git log -1)', '$(git log -1)'],
  ['of PowerShell', '$env:BUILD', '$env:BUILD'],
  ['of GitHub', `by \${{ github.actor }}!`, `\${{ github.actor }}`],
  ['of GitHub, with braces in it', `\${{ format('{0}', x) }}`, `\${{ format('{0}', x) }}`],
  ['of Azure Pipelines', '$(Build.BuildId)', '$(Build.BuildId)'],
  ['of Azure Pipelines, at run time', '$[variables.tag]', '$[variables.tag]'],
  ["of GitLab's components", '$[[ inputs.tag ]]', '$[[ inputs.tag ]]'],
  ['of CircleCI', '<< pipeline.git.tag >>', '<< pipeline.git.tag >>'],
  ['of Octopus Deploy', '#{Octopus.Release.Number}', '#{Octopus.Release.Number}'],
  ['of Jinja and Helm', 'a {{ .Values.tag }}', '{{ .Values.tag }}'],
  ['of Windows', 'by %USERNAME%', '%USERNAME%'],
  ['of Windows, whose name begins like a byte', '%DATE%', '%DATE%'],
  ['of Windows, with a range', '%SHA:~0,7%', '%SHA:~0,7%'],
  ['of TeamCity', '%build.vcs.number%', '%build.vcs.number%'],
  ['of Windows beside percent-encoding', '%C3%A9/%TAG%', '%TAG%'],
  ['the first of several', '$A and %B%', '$A'],
])('a variable %s is found', (_, text, variable) => {
  expect(variableIn(text)).toBe(variable);
});

test.each([
  ['percent-encoded UTF-8', 'caf%C3%A9'],
  ['percent-encoded UTF-8 around a letter', '%C3%A9t%C3%A9'],
  ['percent-encoded UTF-8 in lower case', '%c3%a9t%c3%a9'],
  ['percent-encoded Chinese', '%E4%B8%AD%E6%96%87'],
  ['a percent-encoded smiley', '%F0%9F%98%80'],
  ['percent-encoded Latin-1', 'caf%E9%20x and %E9t%E9'],
  ['percent-encoded spaces', 'my%20big%20shop'],
  ['percentages', '50% off, 20%, 100% sure'],
  ['prices', 'US$5, $ 7 and 3$'],
  ['a name with a dollar', 'Ke$ha'],
  ['a glob with braces in braces', 'apps/{{a,b}/{c,d},e}/*.yaml'],
  ['placeholders', 'Deploy {name} {tag}'],
  ['a hash', '#12 {x}'],
])('%s is no variable', (_, text) => {
  expect(variableIn(text)).toBeUndefined();
});

/** What some inputs need beside them. */
const beside: Partial<Record<InputName, Inputs>> = {
  'ssh-key': { repository: 'git@git.example.com:c.git' },
  'slack-token': { 'slack-channel': 'C0123456789' },
  text: { expect: '1' },
  'image-from': { image: 'acme/web' },
  'image-from-branch': { image: 'acme/web', 'image-from': 'apps/dev/web.yaml' },
};

test.each(inputNames.filter((name) => !inputOf(name).keepsVariables))(
  'in %s it is one problem, not two',
  (name) => {
    const message = problems({ ...beside[name], [name]: '$NOT_SET' });
    expect(message).toMatch(/^Cannot use the inputs: /);
    expect(message).toContain('a variable that nothing has replaced');
    expect(message).not.toMatch(/problems/);
    expect(message?.includes('$NOT_SET')).toBe(!inputOf(name).secret);
  },
);

test.each<[string, Inputs]>([
  ['an author', { author: '$GITLAB_USER_NAME <$GITLAB_USER_EMAIL>' }],
  ['a message', { message: 'Deploy $CI_COMMIT_TITLE' }],
  ['an image', { image: 'acme/web:$TAG' }],
  ['an image, in braces', { image: `acme/web:\${TAG}` }],
  ['an image, of GitHub', { image: `acme/web:\${{ github.sha }}` }],
  ['a file', { file: 'apps/$ENV/a.yaml' }],
  ['one file of two', { file: `b.yaml\napps/\${ENV}/a.yaml` }],
  ['a repository', { repository: '$CONFIG_REPOSITORY' }],
  ['a part of a repository', { repository: 'https://git.example.com/$PROJECT/c.git' }],
  ['a branch', { branch: 'env/%ENVIRONMENT%' }],
  ['a switch', { 'dry-run': `\${{ inputs.dry-run }}` }],
  ['a choice', { 'notify-on': '$(notify)' }],
  ['a token in quotes', { token: "'$TOKEN'" }],
  ['an image that a field takes its tag from', { image: 'acme/web:$TAG', set: 'a={tag}' }],
  ['a channel without a token', { 'slack-channel': '$CHANNEL' }],
])('in %s a variable is one problem, with its remedy', (_, inputs) => {
  const message = problems(inputs);
  expect(message).toContain('a variable that nothing has replaced');
  expect(message).toContain('single quotes');
  expect(message).not.toMatch(/problems/);
});

test('the other lines of a list are read, and refused for what is wrong with them', () => {
  const message = problems({ image: 'acme/web:$TAG\nacme/api' });
  expect(message).toContain('image "acme/web:$TAG": holds "$TAG"');
  expect(message).toContain('image "acme/api": has neither a tag nor a digest');
});

test.each<[string, Inputs]>([
  ['a password may hold a dollar sign', { token: 'p$ssw0rd' }],
  ['a password may hold two percent signs', { token: '100%s%' }],
  ['a field may be set to a variable', { set: `a=\${X}` }],
  ['a link may hold a variable', { 'dashboard-url': 'https://d/?var-x=$__all' }],
  ['a repository may be percent-encoded', { repository: 'https://dev.azure.com/a/%C3%A9t%C3%A9/_git/c' }],
])('%s', (_, inputs) => {
  expect(problems(inputs)).toBeUndefined();
});

test('in the Action the remedy is an expression of GitHub', () => {
  const env = { GITHUB_ACTIONS: 'true', [inputVariable('message')]: '$TITLE' };
  expect(problems({}, env)).toContain(`write "\${{ vars.NAME }}", "\${{ env.NAME }}"`);
});
