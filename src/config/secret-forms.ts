// The forms of secrets, in one table: how an input is known that is one, and how one is found in a text.
import { inputName } from '../wording.ts';
import type { InputName } from './inputs.ts';

/** A kind of secret, and where it belongs. */
interface SecretForm {
  /** Fits an input that is one. */
  readonly asInput: RegExp;
  /** Finds it wherever it was put by mistake: group 1 is the secret; `undefined` for what is none. */
  readonly inText: RegExp | undefined;
  readonly what: string;
  readonly remedy: string;
  /** The inputs that take it, or that know better what is wrong with it. */
  readonly inputs: readonly InputName[];
}

const forKeys: readonly InputName[] = ['ssh-key', 'signing-key', 'app-private-key'];
const nowhere = 'take it out, it is for another server, and renew it if it was sent anywhere';

/** What follows the prefix of a token: in a text, a prefix alone is a word. */
const long = '[\\w=.-]{16,}';

/** Where a git host's tokens begin in a way of their own; GitLab's are listed in docs.gitlab.com/security/tokens/. */
const ofGitHosts =
  'gh[oprsu]_|github_pat_|gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-|AT[AC]TT3|ATBB(?=\\w{16})|BBDC-';

/**
 * In the order in which they are tried. Sources: RFC 7468, RFC 9580 (6.2), PROTOCOL.key of OpenSSH;
 * docs.slack.dev/authentication/tokens; docs.github.com "About authentication to GitHub"; docs.gitlab.com "Token overview";
 * the rules of github.com/gitleaks/gitleaks.
 */
export const secretForms: readonly SecretForm[] = [
  {
    asInput: /-----BEGIN PGP /,
    inText: /(-----BEGIN PGP PRIVATE KEY BLOCK-----[\s\S]*)/,
    what: 'it is a GPG key',
    remedy: `take it out: commits are signed with an SSH key, in ${inputName('signing-key')} (make one: ssh-keygen -t ed25519 -N "" -f signing-key)`,
    inputs: forKeys,
  },
  {
    // Without its first line, a key begins with "openssh-key-v1", or as the DER of PKCS#1, SEC 1 and PKCS#8 does.
    asInput:
      /-----BEGIN [A-Z0-9 ]*PRIVATE KEY|---- BEGIN SSH2 ENCRYPTED PRIVATE|PuTTY-User-Key-File|^b3BlbnNzaC1rZXktdjE|^MII[\w+/\s]{300,}={0,2}$|^MC4CAQAwBQYDK2Vw/,
    inText:
      /((?:-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|PuTTY-User-Key-File-\d:)[\s\S]*)/,
    what: 'it is a private key',
    remedy: `give it as ${inputName('ssh-key')} to log in by SSH, as ${inputName('app-private-key')} where it is the key of a GitHub App, or as ${inputName('signing-key')} to sign commits`,
    inputs: forKeys,
  },
  {
    asInput: /-----BEGIN [A-Z0-9 ]*PUBLIC KEY|---- BEGIN SSH2 PUBLIC|^(?:ssh-|ecdsa-|sk-)\S+ AAAA/,
    inText: undefined,
    what: 'it is a public key',
    remedy: `add it to the repository as a deploy key, and give its private half as ${inputName('ssh-key')}`,
    inputs: forKeys,
  },
  {
    asInput: /-----BEGIN [A-Z0-9 ]*CERTIFICATE/,
    inText: undefined,
    what: 'it is a certificate',
    remedy: 'name its file in the variable NODE_EXTRA_CA_CERTS',
    inputs: forKeys,
  },
  {
    asInput: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\//i,
    inText: /hooks\.slack(?:-gov)?\.com\/\w+\/(\S+)/i,
    what: 'it is a webhook of Slack',
    remedy: `give it as ${inputName('slack-webhook-url')}`,
    inputs: ['slack-webhook-url'],
  },
  {
    asInput: /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d/i,
    inText: /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/(\S+)/i,
    what: 'it is a webhook of Discord',
    remedy: `give it as ${inputName('notify-url')}`,
    // Discord takes Slack's messages too, at the address with "/slack" behind it.
    inputs: ['notify-url', 'slack-webhook-url'],
  },
  {
    asInput:
      /(?:logic\.azure|api\.powerplatform)\.com(?::\d+)?\/.*[?&]sig=|chat\.googleapis\.com\/.*[?&]token=/i,
    inText:
      /(?:(?:logic\.azure|api\.powerplatform)\.com(?::\d+)?\/\S*[?&]sig|chat\.googleapis\.com\/\S*[?&]token)=([^\s&]+)/i,
    what: 'it is a webhook of Teams or of Google Chat',
    remedy: `give it as ${inputName('notify-url')}`,
    inputs: ['notify-url'],
  },
  {
    ...tokenForm('xapp-\\d', long),
    what: 'it is an app-level token of Slack, which may not post',
    remedy: `give the bot token, which begins with "xoxb-", as ${inputName('slack-token')}`,
    inputs: [],
  },
  {
    ...tokenForm('xox[a-z][.-]', long),
    what: 'it is a token of Slack',
    remedy: `give it as ${inputName('slack-token')}`,
    inputs: ['slack-token'],
  },
  {
    ...tokenForm(ofGitHosts, long),
    what: 'it is a token of a git host',
    remedy: `give it as ${inputName('token')}`,
    // The user name of GitHub may be the token itself: it goes to the same server.
    inputs: ['token', 'username', 'registry-token'],
  },
  {
    ...tokenForm('dckr_[a-z]+_', long),
    what: 'it is a token of Docker Hub',
    remedy: `give it as ${inputName('registry-token')}`,
    inputs: ['registry-token'],
  },
  ...(
    [
      ['a key of age', tokenForm('AGE-SECRET-KEY-1', long)],
      ['an access key of AWS', tokenForm('(?:AKIA|ASIA)[A-Z0-9]{16}', '')],
      ['a key of Google', tokenForm('AIza[\\w-]{35}', '')],
      ['a token of npm', tokenForm('npm_[A-Za-z0-9]{36}', '')],
      ['a token of PyPI', tokenForm('pypi-AgE', long)],
      // A host may be called hvs.example.com.
      ['a token of Vault', tokenForm('hv[sbr]\\.(?=[\\w-]{16})', long)],
      ['a key of Stripe', tokenForm('[sr]k_(?:live|test)_', long)],
    ] as const
  ).map(([what, form]) => ({ ...form, what: `it is ${what}`, remedy: nowhere, inputs: [] })),
];

/** What no input is, but a text may hold: the password in a URL (a digest behind the "@" makes it an image), a JWT. */
const onlyInText: readonly RegExp[] = [
  /[a-z]:\/\/[^\s/:@]*:([^\s/@]+)@(?!sha\d+:)/i,
  /\b(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/,
];

const inTexts = [...secretForms.map(({ inText }) => inText), ...onlyInText]
  .filter((form) => form !== undefined)
  .map((form) => new RegExp(form, `g${form.flags}`));

/**
 * Finds what is a secret by its form in a text.
 * @param text any text
 * @returns the secrets alone, kind by kind
 */
export function secretsIn(text: string): string[] {
  return inTexts.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}

function tokenForm(prefix: string, rest: string): Pick<SecretForm, 'asInput' | 'inText'> {
  return { asInput: new RegExp(`^(?:${prefix})`), inText: new RegExp(`\\b((?:${prefix})${rest})`) };
}
