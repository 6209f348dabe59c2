// Repositories in a spelling that is nearly a clone URL, so that the one that was meant is known.
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';

/** A slip, and what it was most likely meant for: a URL, or a short name with its branch. */
interface Slip {
  readonly form: RegExp;
  readonly what: string;
  readonly meant: (groups: Readonly<Record<string, string>>) => string;
}

/** None of them has an `@` but that of `git@`: what is before another one may be a password, and is not shown. */
const host = '(?<host>[\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?)';
const path = '(?<path>[\\w.~-]+(?:/[\\w.~-]+)+)/?$';
const branches = 'main|master|trunk|develop|dev|staging|prod|production';

const slips: readonly Slip[] = [
  slip(
    '(?:\\$ )?git\\s+(?:clone|remote\\s+add\\s+\\w+)\\s+(?:-\\S+\\s+)*(?<url>(?:https://|git@|ssh://git@)[\\w./:~-]+)(?:\\s+[\\w./-]+)?$',
    'is a command, not a repository',
    ({ url }) => url ?? '',
  ),
  slip(
    `git@${host}/${path}`,
    'has a slash where a colon belongs',
    (groups) => `git@${groups.host}:${groups.path}`,
  ),
  slip(`https://(?<host>[\\w-]+(?:\\.[\\w-]+)+):(?=[a-z])${path}`, 'has a colon where a slash belongs', web),
  slip(
    `(?:https?:/|http?s?//|(?!https?:)h+t*p*s*:/{1,3}|https?:///)${host}/${path}`,
    'is no web address',
    web,
  ),
  slip(`git://${host}/${path}`, 'is a way to read, and not to push', web),
];

const withBranch = new RegExp(`^(?<repository>[\\w.-]+/[\\w.-]+)[@#:](?<branch>${branches})$`, 'i');

/**
 * Refuses what is nearly a clone URL.
 * @param text the input as it is given
 * @returns the text as it is
 * @throws {DeployError} invalid-input, with the clone URL that was meant
 */
export function checkNoSlip(text: string): string {
  for (const { form, what, meant } of slips) {
    const groups: Readonly<Record<string, string>> | undefined = form.exec(text)?.groups;
    if (groups !== undefined) throw invalidValue(what, `write "${meant(groups)}"`);
  }
  const { repository, branch } = withBranch.exec(text)?.groups ?? {};
  if (repository !== undefined)
    throw invalidValue(
      'has a branch behind it',
      `write "${repository}", with "${branch}" as ${inputName('branch')}`,
    );
  return text;
}

function slip(form: string, what: string, meant: Slip['meant']): Slip {
  return { form: new RegExp(`^${form}`, 'i'), what, meant };
}

function web({ host: server, path: place }: Readonly<Record<string, string>>): string {
  return `https://${server}/${place}`;
}
