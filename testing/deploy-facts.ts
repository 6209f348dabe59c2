// A deploy that went well, as it is known before it becomes a message.
import type { DeployFacts } from '../src/notify/deploy-facts.ts';
import type { ChangedValue } from '../src/notify/notification.ts';

/** The tag of an image that changed. */
export const imageChange: ChangedValue = {
  file: 'a.yaml',
  line: 3,
  namespace: 'prod',
  of: 'image',
  what: 'acme/web',
  from: 'v1',
  to: 'v2',
};

/** Everything that can be known of a deploy that went well. */
export const pushedFacts: DeployFacts = {
  state: 'pushed',
  purpose: 'deploy',
  reason: undefined,
  headline: undefined,
  name: 'web',
  namespace: 'prod',
  folder: undefined,
  tag: 'v2',
  changes: [imageChange],
  source: {
    title: 'Fix the clock',
    author: 'Jo Doe',
    url: 'https://git.example.com/web/c/1',
    comparison: { label: 'd6884731...344b590f', url: 'https://git.example.com/web/compare/1' },
  },
  repository: 'https://git.example.com/acme/config.git',
  commit: '0123456789abcdef',
  commitUrl: 'https://git.example.com/c/0123',
  fileUrl: undefined,
  environment: undefined,
  images: [{ name: 'docker.io/acme/web', tag: 'v2', digest: undefined }],
  rollbackUrl: undefined,
  pullRequestUrl: undefined,
  newerRunUrl: undefined,
  runUrl: 'https://ci.example.com/7',
  actor: 'jo',
  dashboards: [{ label: 'Dashboard', url: 'https://dash.example.com/?q=web' }],
  error: undefined,
  ask: undefined,
};
