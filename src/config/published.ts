// What a deploy publishes, in commits and messages that nobody can take back: no secret may be among it.
import type { ProxySettings } from '../remote/proxy-settings.ts';
import { secretFinder } from '../secrets/secret-finder.ts';
import { secretsOf } from './given.ts';
import type { InputReader } from './input-reader.ts';
import type { InputName, InputTexts } from './inputs.ts';
import { proxyPasswords } from './proxy-variables.ts';
import { secretsIn } from './secret-forms.ts';

/** Whose values stand in the commit, or lead to what does. */
const published: readonly InputName[] = [
  'branch',
  'file',
  'image',
  'image-from',
  'image-from-branch',
  'kind',
  'name',
  'namespace',
  'container',
  'under',
  'from',
  'policy',
  'set',
  'version-env',
  'message',
  'author',
  'committer',
  'trailers',
  'push-options',
  'source',
  'run-url',
  'reason',
  'environment',
  'pull-request-branch',
  'pull-request-title',
  'pull-request-body',
  'pull-request-labels',
  'pull-request-reviewers',
  'pull-request-assignees',
];

/** Whose values are sent to Slack. */
const posted: readonly InputName[] = [
  'slack-channel',
  'slack-mention',
  'slack-text',
  'dashboard-url',
  'actor',
];

/** Whose values are shown beside the deployment. */
const shown: readonly InputName[] = ['environment-url'];

/** A shorter password of a proxy is a word that is elsewhere too. */
const shortestPassword = 8;

/** Says whether a text holds a secret, whole, in any encoding: one of this run, or one that is known by its form. */
export type HoldsSecret = (text: string) => boolean;

/**
 * Prepares to look for secrets in what is about to be published.
 * @returns what says whether a text holds one
 */
export function secretDetector(inputs: InputTexts, proxies: ProxySettings): HoldsSecret {
  const passwords = proxyPasswords(proxies).filter((password) => password.length >= shortestPassword);
  const find = secretFinder([...secretsOf(inputs), ...passwords], 'whole');
  return (text) => secretsIn(text).length > 0 || find(text).length > 0;
}

/** Notes each input that would publish a secret, or send it to Slack. */
export function refuseSecrets(reader: InputReader, holdsSecret: HoldsSecret): void {
  refuse(reader, holdsSecret, published, 'publish it in the commit');
  refuse(reader, holdsSecret, posted, 'send it to Slack');
  refuse(reader, holdsSecret, shown, 'show it beside the deployment');
}

function refuse(
  reader: InputReader,
  holdsSecret: HoldsSecret,
  names: readonly InputName[],
  where: string,
): void {
  for (const name of names) {
    const text = reader.text(name);
    if (text === undefined || !holdsSecret(text)) continue;
    reader.refuse(
      name,
      `holds the value of a secret, and would ${where}`,
      'take it out, and check that each variable of the pipeline is where it belongs',
    );
  }
}
