// Secrets that stand in an input that they are not for: they are known by their form, before a byte leaves.
import { keyText } from '../remote/ssh/ssh-key-text.ts';
import { invalidValue } from './input-problem.ts';
import type { InputName } from './inputs.ts';

/** A kind of secret, and where it belongs. */
interface SecretKind {
  readonly form: RegExp;
  readonly what: string;
  readonly remedy: string;
  /** The inputs that take it, or that know better what is wrong with it. */
  readonly inputs: readonly InputName[];
}

const forKeys: readonly InputName[] = ['ssh-key', 'signing-key', 'app-private-key'];
const nowhere = 'take it out, it is for another server, and renew it if it was sent anywhere';

/**
 * In the order in which they are tried. Sources: RFC 7468, RFC 9580 (6.2), PROTOCOL.key of OpenSSH;
 * docs.slack.dev/authentication/tokens; docs.github.com "About authentication to GitHub"; docs.gitlab.com "Token overview";
 * the rules of github.com/gitleaks/gitleaks.
 */
const kinds: readonly SecretKind[] = [
  {
    form: /-----BEGIN PGP /,
    what: 'it is a GPG key',
    remedy:
      'take it out: commits are signed with an SSH key, in "signing-key" (make one: ssh-keygen -t ed25519 -N "" -f signing-key)',
    inputs: forKeys,
  },
  {
    // Without its first line, a key begins with "openssh-key-v1", or as the DER of PKCS#1, SEC 1 and PKCS#8 does.
    form: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY|---- BEGIN SSH2 ENCRYPTED PRIVATE|PuTTY-User-Key-File|^b3BlbnNzaC1rZXktdjE|^MII[\w+/\s]{300,}={0,2}$|^MC4CAQAwBQYDK2Vw/,
    what: 'it is a private key',
    remedy:
      'give it as "ssh-key" to log in by SSH, as "app-private-key" where it is the key of a GitHub App, or as "signing-key" to sign commits',
    inputs: forKeys,
  },
  {
    form: /-----BEGIN [A-Z0-9 ]*PUBLIC KEY|---- BEGIN SSH2 PUBLIC|^(?:ssh-|ecdsa-|sk-)\S+ AAAA/,
    what: 'it is a public key',
    remedy: 'add it to the repository as a deploy key, and give its private half as "ssh-key"',
    inputs: forKeys,
  },
  {
    form: /-----BEGIN [A-Z0-9 ]*CERTIFICATE/,
    what: 'it is a certificate',
    remedy: 'name its file in the variable NODE_EXTRA_CA_CERTS',
    inputs: forKeys,
  },
  {
    form: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\//i,
    what: 'it is a webhook of Slack',
    remedy: 'give it as "slack-webhook-url"',
    inputs: ['slack-webhook-url'],
  },
  {
    form: /^xapp-\d/,
    what: 'it is an app-level token of Slack, which may not post',
    remedy: 'give the bot token, which begins with "xoxb-", as "slack-token"',
    inputs: [],
  },
  {
    form: /^xox[a-z][.-]/,
    what: 'it is a token of Slack',
    remedy: 'give it as "slack-token"',
    inputs: ['slack-token'],
  },
  {
    form: /^(?:gh[oprsu]_|github_pat_|gl[a-z]{2,6}-\w|ATATT3|ATCTT3|ATBB\w{20}|BBDC-)/,
    what: 'it is a token of a git host',
    remedy: 'give it as "token"',
    // The user name of GitHub may be the token itself: it goes to the same server.
    inputs: ['token', 'username'],
  },
  { form: /^AGE-SECRET-KEY-1/, what: 'it is a key of age', remedy: nowhere, inputs: [] },
  { form: /^(?:AKIA|ASIA)[A-Z0-9]{16}$/, what: 'it is an access key of AWS', remedy: nowhere, inputs: [] },
  { form: /^AIza[\w-]{35}$/, what: 'it is a key of Google', remedy: nowhere, inputs: [] },
  { form: /^npm_\w{36}$/, what: 'it is a token of npm', remedy: nowhere, inputs: [] },
  { form: /^pypi-AgE/, what: 'it is a token of PyPI', remedy: nowhere, inputs: [] },
  { form: /^dckr_[a-z]+_/, what: 'it is a token of Docker Hub', remedy: nowhere, inputs: [] },
  { form: /^hv[sbr]\.\w{20}/, what: 'it is a token of Vault', remedy: nowhere, inputs: [] },
  { form: /^[sr]k_(?:live|test)_/, what: 'it is a key of Stripe', remedy: nowhere, inputs: [] },
];

/**
 * Refuses a secret in an input that it is not for.
 * @param name of the input
 * @param text what the input holds; base64 and lost line ends around a key are seen through
 * @returns the text as it is
 * @throws {DeployError} invalid-input, with where the secret belongs
 */
export function checkSecretPlace(name: InputName, text: string): string {
  const secret = keyText(text.trim());
  const kind = kinds.find(({ form }) => form.test(secret));
  if (kind === undefined || kind.inputs.includes(name)) return text;
  throw invalidValue(kind.what, kind.remedy);
}
