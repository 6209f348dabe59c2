// Passwords in the URLs of proxies are found, so that they are masked, however the URL is broken.
import { proxyPasswords } from '../../src/config/proxy-variables.ts';
import { noProxies } from '../../src/remote/proxy-settings.ts';

test.each([
  'http://ann:123/hunter2@proxy:3128',
  'ann:123/hunter2@proxy:3128',
  'http://ann:123#hunter2@proxy',
  'http://ann:123?hunter2@proxy',
  'http://ann:123\\hunter2@proxy',
  'http://an/n:123hunter2@proxy',
  'http://ann:12@3/hunter2@proxy',
])('the password of "%s" is found', (httpsProxy) => {
  expect(proxyPasswords({ ...noProxies, httpsProxy })[0]).toContain('hunter2');
});
