import { unresolvedByProxy } from '../../src/http/proxy-refusal.ts';

const squid = (returned: string) =>
  `<p>Unable to determine IP address from host name <q>git.exmaple</q></p><p>The DNS server returned:</p>
<blockquote id="data"><pre>${returned}</pre></blockquote>`;

test.each<[string, number, Readonly<Record<string, string>>, string]>([
  ['Squid by its header', 503, { 'x-squid-error': 'ERR_DNS_FAIL 0' }, ''],
  ['Squid by its page', 503, {}, squid('Name Error: The domain name does not exist.')],
  ['Envoy', 503, {}, 'DNS resolution failure'],
  ['Apache httpd', 502, {}, '<p>Reason: <strong>DNS lookup failure for: git.exmaple</strong></p>'],
  ['a proxy written in Go', 502, {}, 'dial tcp: lookup git.exmaple on 10.0.0.2:53: no such host'],
  ['Privoxy', 404, {}, '<title>404 - No such domain (Privoxy)</title>'],
  ['mitmproxy', 502, {}, '[Errno -2] Name or service not known'],
])('%s says that there is no host of that name', (_, status, headers, text) => {
  expect(unresolvedByProxy('git.exmaple:443', 'proxy p:3128', { status, headers, text })).toMatchObject({
    code: 'repository-not-found',
    retry: 'seconds',
    message: `Cannot reach "git.exmaple:443": there is no host of that name, says the proxy p:3128 (${status})`,
  });
});

test.each<[string, number, Readonly<Record<string, string>>, string]>([
  ['Squid without a connection', 503, { 'x-squid-error': 'ERR_CONNECT_FAIL 111' }, ''],
  [
    'Squid whose name server fails',
    503,
    { 'x-squid-error': 'ERR_DNS_FAIL 0' },
    squid('Server Failure: The name server was unable to process this query.'),
  ],
  ['Squid whose name server is silent', 503, { 'x-squid-error': 'ERR_DNS_FAIL 0' }, squid('Timeout')],
  ['a name server that fails, in Go', 502, {}, 'lookup git.example: server misbehaving'],
  ['Tinyproxy', 500, {}, '<title>500 Unable to connect</title>'],
  ['a refusal', 403, {}, 'unknown host'],
])('%s says nothing of the name', (_, status, headers, text) => {
  expect(unresolvedByProxy('git.example:443', 'proxy p:3128', { status, headers, text })).toBeUndefined();
});
