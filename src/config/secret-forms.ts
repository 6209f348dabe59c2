// Secrets that are known by their form, wherever they were put by mistake.

/** A private key, the path of a Slack webhook, the password in a URL, a token with a known prefix; group 1 is the secret. */
const forms: readonly RegExp[] = [
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*)/g,
  /hooks\.slack\.com\/\w+\/(\S+)/gi,
  /[a-z]:\/\/[^\s/:@]*:([^\s/@]+)@/gi,
  /\b((?:gh[opsur]_|github_pat_|glpat-|glcbt-|xox[a-z]-|AT[AC]TT)[\w=.-]{16,})/g,
];

/**
 * Finds what is a secret by its form in a text.
 * @param text any text
 * @returns the secrets alone, in order
 */
export function secretsIn(text: string): string[] {
  return forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}
