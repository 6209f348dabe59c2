import { wantsColor } from '../../src/config/color-variables.ts';

type Row = [what: string, variables: Record<string, string>, isTerminal: boolean, wanted: boolean];

test.each<Row>([
  ['a terminal', {}, true, true],
  ['a file or a pipe', {}, false, false],
  ['a terminal that shows none', { TERM: 'dumb' }, true, false],
  ['GitHub Actions', { GITHUB_ACTIONS: 'true' }, false, true],
  ['Forgejo Actions', { FORGEJO_ACTIONS: 'true' }, false, true],
  ['GitLab CI', { GITLAB_CI: 'true' }, false, true],
  ['Azure Pipelines', { TF_BUILD: 'True' }, false, true],
  ['TeamCity', { TEAMCITY_VERSION: '2025.03' }, false, true],
  ['Jenkins, which needs a plugin', { JENKINS_URL: 'https://ci' }, false, false],
  ['a CI that is switched off', { GITHUB_ACTIONS: 'false' }, false, false],
  ['a CI nobody knows', { CI: 'true' }, false, false],
  ['NO_COLOR on a terminal', { NO_COLOR: '1' }, true, false],
  ['NO_COLOR in a CI', { NO_COLOR: '1', GITLAB_CI: 'true' }, false, false],
  ['NO_COLOR, empty', { NO_COLOR: '' }, true, true],
  ['NO_COLOR beside FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, false, false],
  ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ['FORCE_COLOR=false', { FORCE_COLOR: 'false', GITLAB_CI: 'true' }, false, false],
])('with %s colours are shown only where they are seen', (_, variables, isTerminal, wanted) => {
  expect(wantsColor(variables, isTerminal)).toBe(wanted);
});
