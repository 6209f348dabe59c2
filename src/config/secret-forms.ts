// Secrets that are known by their form, wherever they were put by mistake.

/**
 * A private key, the path of a Slack webhook, the password in a URL (a digest behind the "@" makes it an image), a token
 * with a known prefix, a JWT; group 1 is the secret.
 */
const forms: readonly RegExp[] = [
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*)/g,
  /hooks\.slack\.com\/\w+\/(\S+)/gi,
  /[a-z]:\/\/[^\s/:@]*:([^\s/@]+)@(?!sha\d+:)/gi,
  /\b((?:gh[opsur]_|github_pat_|gl(?:pat|cbt|dt|rt|ptt|soat|agent|ft|imt|oas|ffct)-|xox[a-z]-|xapp-\d-|AT[AC]TT|ATBB|pypi-AgE|dckr_pat_|hv[sb]\.|sk_live_|rk_live_)[\w=.-]{16,})/g,
  /\b((?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35}|npm_[A-Za-z0-9]{36}|AGE-SECRET-KEY-1[A-Z0-9]{20,})/g,
  /\b(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/g,
];

/**
 * Finds what is a secret by its form in a text.
 * @param text any text
 * @returns the secrets alone, in order
 */
export function secretsIn(text: string): string[] {
  return forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}
