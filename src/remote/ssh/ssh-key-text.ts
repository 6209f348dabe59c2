// The text of a private key, as variables of a CI hand it over.
import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';

/** What stands between the BEGIN and END lines of a private key. */
export interface ArmoredKey {
  /** `OPENSSH`, `RSA`, `EC`, or empty for PKCS#8. */
  readonly format: string;
  readonly bytes: Buffer;
}

/**
 * Makes the error for a key that cannot be used. Nothing of the key itself is ever shown.
 * @param input name of the input that holds it
 * @param what is wrong with it, in the middle of a sentence
 * @param remedy what to do
 * @param cause where it was noticed
 * @returns the error invalid-input
 */
export function keyRefusal(input: string, what: string, remedy: string, cause?: unknown): DeployError {
  return new DeployError('invalid-input', `Cannot use input ${inputName(input)}: ${what}`, remedy, { cause });
}

/**
 * Finds the private key in the text of a CI variable and undoes what happens to keys on the way there: CRLF,
 * a missing final newline, newlines turned to spaces or to `\n`, quotes around it, base64 around it.
 * @param text of the variable
 * @param input name of the input that holds it, for messages
 * @returns the kind of key and its bytes
 * @throws {DeployError} invalid-input where there is no private key in it
 */
export function unwrapKey(text: string, input: string): ArmoredKey {
  const armor = keyText(text);
  const [, label, body = ''] =
    /-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----(.*?)-----END \1PRIVATE KEY-----/s.exec(armor) ?? [];
  if (label === undefined) throw notAPrivateKey(armor, input);
  if (label === 'ENCRYPTED ' || /^\s*Proc-Type:.*ENCRYPTED/.test(body)) throw passphraseRefusal(input);
  const base64 = body.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw damaged(input);
  return { format: label.trim(), bytes: Buffer.from(base64, 'base64') };
}

/**
 * Makes the error for a key that is encrypted with a passphrase.
 * @param input name of the input that holds it
 * @returns the error invalid-input
 */
export function passphraseRefusal(input: string): DeployError {
  return keyRefusal(
    input,
    'the key has a passphrase, and nobody is there to type it',
    'make a key without one for this pipeline alone (ssh-keygen -t ed25519 -N "" -f deploy-key), or take it off a copy (ssh-keygen -p -N "" -f copy)',
  );
}

/**
 * Makes the error for a key of which a part is missing or changed.
 * @param input name of the input that holds it
 * @param cause where it was noticed
 * @returns the error invalid-input
 */
export function damaged(input: string, cause?: unknown): DeployError {
  return keyRefusal(
    input,
    'the key is damaged',
    'copy the file again, all of it, from the line BEGIN to the line END',
    cause,
  );
}

/**
 * Undoes what hides the lines of a key: `\\n` for line ends, base64 around it all.
 * @param text of the variable
 * @returns the text of the key; any other text as it is, except for its line ends
 */
export function keyText(text: string): string {
  const plain = text.replaceAll(/\\r?\\n|\\n/g, '\n');
  if (plain.includes('-----BEGIN')) return plain;
  const decoded = Buffer.from(plain, 'base64').toString('latin1');
  return decoded.includes('-----BEGIN') ? decoded : plain;
}

/** Says what was given instead: people mix up the two halves of a pair, or give the file's name. */
function notAPrivateKey(text: string, input: string): DeployError {
  const remedy = 'give the contents of the private key file, from the line BEGIN to the line END';
  const trimmed = text.trim();
  if (
    /^(?:ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN (?:[A-Z0-9]+ )?PUBLIC KEY|---- BEGIN SSH2 PUBLIC/.test(trimmed)
  ) {
    return keyRefusal(input, 'it is a public key', remedy);
  }
  if (trimmed.includes('-----BEGIN PGP ')) {
    const make = 'give an SSH key; make one with: ssh-keygen -t ed25519 -N "" -f key';
    return keyRefusal(input, 'it is a GPG key', make);
  }
  if (trimmed.startsWith('PuTTY-User-Key-File')) {
    const convert = 'convert it: puttygen key.ppk -O private-openssh -o key';
    return keyRefusal(input, "it is a key in PuTTY's own format", convert);
  }
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(trimmed)) {
    return keyRefusal(input, 'the key is cut: its line END is missing', remedy);
  }
  if (/^[~./]\S*$/.test(trimmed))
    return keyRefusal(input, 'it is the name of a file that is not here', remedy);
  return keyRefusal(input, 'it holds no private key', remedy);
}
