// Tokens: one line that a server takes as a password, and nothing that was copied with it.
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputName } from './inputs.ts';
import { checkSecretPlace } from './misplaced-secret.ts';

/** What is no token, and was easily taken for one. */
const mistakes: readonly { readonly form: RegExp; readonly what: string; readonly remedy: string }[] = [
  {
    form: /^(?:Authorization:\s*)?(?:Bearer|Basic|token)\s+\S/i,
    what: 'it begins like a header',
    remedy: 'give only the token, without what comes before the last space',
  },
  {
    form: /^\{\s*"[\s\S]*\}$/,
    what: 'it is a whole JSON object',
    remedy: 'give only the token, out of that object',
  },
  {
    form: /[\r\n]/,
    what: 'it has several lines',
    remedy: 'give only the token, on one line',
  },
  {
    form: /^(["'`]).*\1$/,
    what: 'it has quotes around it',
    remedy: 'take them away: the value is read as it is',
  },
  {
    form: /^[A-Z_]{3,}=[^=]/,
    what: 'it has the name of a variable before it',
    remedy: 'give only the token, what is behind the "="',
  },
  {
    form: /^(?:null|undefined|none|\*+|<[^<>]*>|\[?(?:redacted|masked)\]?|(?:my|your)[-_ ]?(?:secret|access|deploy)?[-_ ]?token)$/i,
    what: 'it is a placeholder',
    remedy: 'give the token itself, from a secret of the pipeline',
  },
  {
    // Of 1Password, Vault, Azure Key Vault and the like; Concourse, Octopus Deploy and the task "Replace Tokens".
    form: /^(?:(?:op|vault|secrets?|ref|akv|awssm|env|file|keyring):\/\/\S+|\(\([^()]*\)\)|#\{[^{}]*\}#|__[A-Z][A-Z\d_]*__)$/,
    what: 'it says where the token is, and nothing has put the token there',
    remedy: 'let the pipeline read the secret before this step, and check its name',
  },
  { form: /\p{Cc}/u, what: 'it holds a control character', remedy: 'copy the token again' },
  {
    form: /^(?:https?|ssh):\/\//i,
    what: 'it is a web address',
    remedy: `give only the token, and the address as ${inputName('repository')}`,
  },
  {
    // GitLab hands a variable of type File over as the path of a file: docs.gitlab.com/ci/variables/#use-file-type-cicd-variables
    form: /^(?:[~.]{0,2}\/|[A-Z]:\\)\S*(?:\.tmp[/\\][A-Za-z_]\w*|[/\\]secrets?[/\\][\w./-]+|\.(?:txt|token|pem|key))$/,
    what: 'it is the path of a file',
    remedy: 'give what is in the file; in GitLab, make it a variable of type Variable',
  },
];

/**
 * Reads a token for the git server, or for another one that is not Slack.
 * @param text the input as it is given
 * @param name of the input
 * @returns the token
 * @throws {DeployError} invalid-input for what is no token, and for a secret that another server is to get
 */
export function parseToken(text: string, name: InputName = 'token'): string {
  checkSecretPlace(name, text);
  const mistake = mistakes.find(({ form }) => form.test(text));
  if (mistake !== undefined) throw invalidValue(`is not a token: ${mistake.what}`, mistake.remedy);
  return text;
}

/**
 * Reads a token for Slack: anything else would be sent there.
 * @param text the input as it is given
 * @returns the token
 * @throws {DeployError} invalid-input
 */
export function parseSlackToken(text: string): string {
  checkSecretPlace('slack-token', text);
  if (!/^xox[\w.-]+$/.test(text))
    throw invalidValue('is not a token of Slack', 'give the bot token, which begins with "xoxb-"');
  return text;
}
