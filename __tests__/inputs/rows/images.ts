// Rows of the inputs that say what the registry is asked about the images.
import { multiPlatform } from '../../../testing/image-bytes.ts';
import { loginsOf } from '../../../testing/logins.ts';
import { ending } from './ending.ts';
import type { MakeRows } from './row.ts';

export const imageNames = [
  'tag-policy',
  'image-check',
  'image-platforms',
  'image-wait',
  'registry-username',
  'registry-token',
] as const;

export const imageRows: MakeRows = ({ registry }) => {
  const { index } = multiPlatform('linux/amd64', 'linux/arm64');
  registry.content.set('acme/web/manifests/v2', index);
  const image = (tag: string) => `acme/web=${registry.host}/acme/web:${tag}`;
  const asked = { 'image-check': 'exists' };
  const close = () => {
    registry.challenge = 'Basic realm="a registry"';
  };
  const open = () => {
    registry.challenge = undefined;
  };
  const logins = () => loginsOf(registry.requests);
  return {
    'tag-policy': {
      value: 'alphabetical',
      beside: { image: `${registry.host}/acme/web` },
      prepare: open,
      look: () => registry.requests.map(({ path }) => path),
      given: ['/v2/acme/web/tags/list?n=1000'],
      absent: [],
    },
    'image-check': {
      value: 'exists',
      beside: { image: image('v9') },
      prepare: open,
      look: ending,
      given: [3, 'image-missing'],
      absent: [0, undefined],
    },
    'image-platforms': {
      value: 'linux/amd64,linux/s390x',
      beside: { ...asked, image: image('v2') },
      prepare: open,
      look: ending,
      given: [3, 'image-missing'],
      absent: [0, undefined],
    },
    'image-wait': {
      value: '1s',
      beside: { ...asked, image: image('v9') },
      prepare: open,
      look: ({ stdout, stderr }) => /does not have it, after 1 s/.test(stdout + stderr),
      given: true,
      absent: false,
    },
    'registry-username': {
      value: 'jo',
      beside: { ...asked, image: image('v2'), 'registry-token': 'S3cretWord' },
      prepare: close,
      look: logins,
      given: ['jo:S3cretWord'],
      absent: ['gitops-deploy:S3cretWord'],
    },
    'registry-token': {
      value: 'An0therWord',
      beside: { ...asked, image: image('v2') },
      prepare: close,
      look: logins,
      given: ['gitops-deploy:An0therWord'],
      absent: [],
    },
  };
};
