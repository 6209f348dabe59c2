// Which input is meant by a name that is none.
import { editDistance } from '../image/edit-distance.ts';
import { type InputName, inputNames } from './inputs.ts';

/**
 * Finds the input that a flag was most likely meant to be.
 * @param name of the flag, without its dashes
 * @returns `undefined` where none is near
 */
export function nearestInput(name: string): InputName | undefined {
  const wanted = lettersOf(name);
  return inputNames
    .map((input) => ({ input, letters: lettersOf(input) }))
    .map(({ input, letters }) => ({ input, letters, typos: typosBetween(wanted, letters) }))
    .filter(({ letters, typos }) => typos <= (letters.length > 5 ? 2 : 1))
    .sort((a, b) => a.typos - b.typos)[0]?.input;
}

/** What other tools, and people, call our inputs. */
const synonyms: Partial<Record<InputName, string>> = {
  repository:
    'repo repos repourl giturl gitrepo gitrepository cloneurl url remote configrepo configrepository',
  branch: 'ref gitbranch targetbranch',
  token: 'gitlabtoken gittoken ghtoken accesstoken pat password repotoken',
  username: 'user gituser',
  'ssh-key': 'key privatekey sshprivatekey deploykey',
  'ssh-known-hosts': 'hostkey hostkeys',
  file: 'path paths filepath filename yaml yamlfile manifest manifests',
  image: 'tag imagetag imagename newtag newimage',
  namespace: 'ns env environment',
  message: 'msg subject commitmessage',
  author: 'commitauthor gitauthor',
  'signing-key': 'gpgkey',
  'slack-webhook-url': 'webhook webhookurl slackurl',
  'slack-channel': 'channel',
  'dashboard-url': 'dashboard link',
  'notify-url':
    'teamswebhook teamswebhookurl msteamswebhook discordwebhook discordwebhookurl googlechatwebhook mattermostwebhook cloudeventsurl',
  'notify-on': 'notify',
  'dry-run': 'dry plan check whatif',
};

/**
 * Finds the input that other tools, or people, call so.
 * @param name of a flag or an input of the Action
 * @returns `undefined` for a name that nobody uses for one
 */
export function synonymOf(name: string): InputName | undefined {
  const letters = lettersOf(name);
  return inputNames.find((input) => synonyms[input]?.split(' ').includes(letters));
}

/**
 * Finds the input that a variable is nearly named like.
 * @param name the variable without its prefix
 * @returns `undefined` where it may as well be the pipeline's own, because a deploy stops for it: one more word or
 * number (`SSH_KEY_ID`, `IMAGE_2`) and other words (`BATCH`, `RATE`) are
 */
export function mistypedInput(name: string): InputName | undefined {
  const given = lettersOf(name);
  const known = inputNames.map((input) => ({ input, letters: lettersOf(input) }));
  const same = known.find(({ letters }) => singular(letters) === singular(given));
  return (same ?? known.find(({ letters }) => isOneTypo(given, letters)))?.input;
}

/**
 * Finds the input whose name lacks its first or last word here: `SLACK_WEBHOOK`, `KNOWN_HOSTS`.
 * @param name of a flag or a variable, without prefix
 * @returns `undefined` for one word alone, which may mean anything
 */
export function shortenedInput(name: string): InputName | undefined {
  const given = name.toLowerCase().replaceAll('_', '-');
  if (!given.includes('-')) return undefined;
  return inputNames.find((input) => input.startsWith(`${given}-`) || input.endsWith(`-${given}`));
}

/** Short words are near to too many others, and the first letter is seldom the one that is wrong. */
function isOneTypo(given: string, wanted: string): boolean {
  const isLong = given.length >= 5 && wanted.length >= 5;
  const begins = given[0] === wanted[0] && !given.startsWith(wanted);
  return isLong && begins && typosBetween(given, wanted) === 1;
}

const singular = (text: string): string => text.replace(/ies$/, 'y').replace(/ches$/, 'ch').replace(/s$/, '');

/**
 * Says whether a word is another with up to two typos.
 * @param wanted the word that is known
 * @param given the word of the user
 * @returns whether it is; a word of another first letter is not
 */
export function isNear(wanted: string, given: string): boolean {
  return wanted[0] === given[0] && typosBetween(wanted, given) <= Math.min(2, wanted.length / 2);
}

/** Two letters that changed places count as one typo. */
function typosBetween(a: string, b: string): number {
  const sorted = (text: string): string => [...text].sort().join('');
  const distance = editDistance(a, b);
  return distance === 2 && sorted(a) === sorted(b) ? 1 : distance;
}

/** Case and separators are what people get wrong first. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
