// The logins that requests bring along.

/** Gives `user:password` of all requests with Basic authorization, each once. */
export function loginsOf(requests: readonly { readonly authorization: string | undefined }[]): string[] {
  return [...new Set(requests.flatMap(({ authorization }) => loginIn(authorization)))];
}

function loginIn(authorization: string | undefined): string[] {
  const [scheme, value] = (authorization ?? '').split(' ');
  return scheme === 'Basic' && value ? [Buffer.from(value, 'base64').toString()] : [];
}
