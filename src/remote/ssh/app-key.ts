// The private key of a GitHub App, as its page makes it and as a CI hands it over.

import { createPrivateKey } from 'node:crypto';
import { inputName } from '../../wording.ts';
import { damaged, keyRefusal, keyText, unwrapKey } from './ssh-key-text.ts';

const input = 'app-private-key';
const makeOne = 'on the page of the App, "Generate a private key" makes a file: give what is in it';

/** Keys that are not as GitHub makes them, by the start of their text. */
const otherKeys: readonly { readonly form: RegExp; readonly what: string; readonly remedy: string }[] = [
  {
    form: /BEGIN (?:OPENSSH|EC|DSA) PRIVATE KEY|PuTTY-User-Key-File|BEGIN SSH2|^(?:ssh-|ecdsa-)\S+ AAAA/,
    what: 'it is a key for SSH, and not the key of a GitHub App',
    remedy: `${makeOne}; a key for SSH goes into ${inputName('ssh-key')}`,
  },
  { form: /BEGIN [A-Z0-9 ]*PUBLIC KEY/, what: 'it is a public key', remedy: makeOne },
  { form: /BEGIN [A-Z0-9 ]*CERTIFICATE/, what: 'it is a certificate', remedy: makeOne },
  { form: /BEGIN PGP /, what: 'it is a GPG key', remedy: makeOne },
  {
    form: /BEGIN ENCRYPTED|Proc-Type:.*ENCRYPTED/,
    what: 'the key has a passphrase, and nobody is there to type it',
    remedy: 'give the file as GitHub made it, or a copy without one: openssl pkey -in app.pem -out copy.pem',
  },
];

/**
 * Reads the private key of a GitHub App: PKCS#1, as GitHub makes it, or PKCS#8. What a CI does to the lines of a variable is
 * undone, and base64 around it all. Source:
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps
 * @param text the input as it is given, or what is in its file
 * @returns the key in PKCS#8 and PEM
 * @throws {DeployError} invalid-input
 */
export function parseAppKey(text: string): string {
  const plain = keyText(text);
  const other = otherKeys.find(({ form }) => form.test(plain));
  if (other !== undefined) throw keyRefusal(input, other.what, other.remedy);
  const { format, bytes } = unwrapKey(plain, input);
  const key = rsaKey(bytes, format === 'RSA' ? 'pkcs1' : 'pkcs8');
  if (key.asymmetricKeyType !== 'rsa')
    throw keyRefusal(input, `it is a key of the kind ${key.asymmetricKeyType}, and an App's is RSA`, makeOne);
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function rsaKey(key: Buffer, type: 'pkcs1' | 'pkcs8') {
  try {
    return createPrivateKey({ key, format: 'der', type });
  } catch (cause) {
    throw damaged(input, cause);
  }
}
