import { apiUrlOf } from '../../src/hosts/api-url.ts';
import { azurePlace } from '../../src/hosts/azure-place.ts';
import { commitPage } from '../../src/hosts/commit-page.ts';
import { type CiServer, findHost } from '../../src/hosts/find-host.ts';
import { requestRow } from '../../src/hosts/request-hosts.ts';
import { webOrigin } from '../../src/hosts/web-origin.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const noCi: CiServer = { kind: 'none', url: undefined };

test.each([
  ['https://dev.azure.com/acme/shop/_git/web', 'https://dev.azure.com/acme', 'shop', 'web'],
  ['https://acme@dev.azure.com/acme/My%20Shop/_git/web', 'https://dev.azure.com/acme', 'My%20Shop', 'web'],
  ['https://dev.azure.com/acme/_git/web', 'https://dev.azure.com/acme', 'web', 'web'],
  ['https://acme.visualstudio.com/shop/_git/web', 'https://acme.visualstudio.com', 'shop', 'web'],
  ['https://acme.visualstudio.com/_git/web', 'https://acme.visualstudio.com', 'web', 'web'],
  [
    'https://acme.visualstudio.com/DefaultCollection/shop/_git/web',
    'https://acme.visualstudio.com/DefaultCollection',
    'shop',
    'web',
  ],
  ['git@ssh.dev.azure.com:v3/acme/shop/web', 'https://dev.azure.com/acme', 'shop', 'web'],
  ['acme@vs-ssh.visualstudio.com:v3/acme/shop/web', 'https://dev.azure.com/acme', 'shop', 'web'],
  [
    'https://git.acme.io:8443/tfs/DefaultCollection/shop/_git/web',
    'https://git.acme.io:8443/tfs/DefaultCollection',
    'shop',
    'web',
  ],
  [
    'https://git.acme.io/tfs/DefaultCollection/_git/web',
    'https://git.acme.io/tfs/DefaultCollection',
    'web',
    'web',
  ],
  ['ssh://git.acme.io:22/Shops/shop/_git/web', 'https://git.acme.io/Shops', 'shop', 'web'],
])('the API of %s is at %s', (cloneUrl, api, project, name) => {
  const url = parseRemoteUrl(cloneUrl);
  const host = findHost(url, noCi);
  const origin = webOrigin(host, url, noCi);
  expect(apiUrlOf(host, origin, url.path, { serverUrl: undefined, apiUrl: undefined })).toBe(api);
  expect(azurePlace(origin, url.path)).toEqual(expect.objectContaining({ project, name }));
  expect(requestRow(host, url)?.name).toBe('Azure DevOps');
  expect(commitPage(host, url, 'c0ffee', noCi)).toMatch(/\/_git\/web\/commit\/c0ffee$/);
});

test.each([
  'https://dev.azure.com/acme/shop',
  'git@ssh.dev.azure.com:v3/acme/web',
  'https://dev.azure.com/acme/_git/a/b',
])('%s is no repository there', (cloneUrl) => {
  const url = parseRemoteUrl(cloneUrl);
  expect(azurePlace('https://dev.azure.com', url.path)).toBeUndefined();
  expect(requestRow(findHost(url, noCi), url)).toBeUndefined();
});
