// Whether the log is read where colours are shown.
import type { Variables } from './variables.ts';

/** CIs whose logs show colours: https://github.com/chalk/supports-color; Jenkins does with a plugin alone. */
const colorful = [
  ...[
    'GITHUB_ACTIONS',
    'GITEA_ACTIONS',
    'FORGEJO_ACTIONS',
    'GITLAB_CI',
    'CIRCLECI',
    'TRAVIS',
    'BUILDKITE',
    'DRONE',
  ],
  ...['TF_BUILD', 'TEAMCITY_VERSION'],
];

/**
 * Decides whether to colour the log. What the user says wins: https://no-color.org and https://force-color.org.
 * @param isTerminal whether a person reads the output as it is written
 * @returns `false` also where nothing is known of who reads it
 */
export function wantsColor(variables: Variables, isTerminal: boolean): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = variables;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return !/^(?:0|false)$/i.test(FORCE_COLOR);
  if (isTerminal) return TERM !== 'dumb';
  return colorful.some((name) => !/^(?:false)?$/i.test(variables[name] ?? ''));
}
