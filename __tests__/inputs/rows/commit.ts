// Rows of the inputs that say what the commit looks like.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputScene } from '../../../testing/input-scene.ts';
import type { MakeRows } from './row.ts';

export const commitNames = [
  'signing-key',
  'message',
  'committer',
  'trailers',
  'sign-off',
  'push-options',
  'author',
  'source',
  'run-url',
  'actor',
  'order',
  'environment',
] as const;

export const commitRows: MakeRows = (scene) => ({
  'signing-key': {
    value: scene.key.privateKey,
    withOthers: true,
    look: () => signatureOf(scene),
    // `G` for a good signature of a key that is known, `N` for no signature: git-log(1), %G?
    given: 'G',
    absent: 'N',
  },
  message: {
    value: 'Ship {name} {tag}\nAs planned',
    withOthers: true,
    look: async () => [await lastCommit(scene, '%s'), (await lastCommit(scene, '%b')).split('\n')[0]],
    given: ['Ship web v2', 'As planned'],
    absent: ['Deploy web v2 to prod', expect.stringMatching(/^web\.yaml:7 .*: v1 -> v2$/)],
  },
  committer: {
    value: 'Push Bot <push@acme.example>',
    withOthers: true,
    look: () => lastCommit(scene, '%cn <%ce>'),
    given: 'Push Bot <push@acme.example>',
    absent: 'gitops-deploy <gitops-deploy@noreply.invalid>',
  },
  trailers: {
    value: 'Ticket: OPS-7\nReviewed-by: Jo <jo@acme.example>',
    withOthers: true,
    look: async () => [await trailer(scene, 'Ticket'), await trailer(scene, 'Reviewed-by')],
    given: ['OPS-7', 'Jo <jo@acme.example>'],
    absent: ['', ''],
  },
  'sign-off': {
    value: 'true',
    withOthers: true,
    beside: { committer: 'Push Bot <push@acme.example>' },
    look: () => trailer(scene, 'Signed-off-by'),
    given: 'Push Bot <push@acme.example>',
    absent: '',
  },
  'push-options': {
    value: 'ci.skip\nmerge_request.title=A title, with words',
    withOthers: true,
    look: ({ stdout, stderr }) =>
      [...`${stdout}\n${stderr}`.matchAll(/^remote: option (.*)$/gm)].map(([, option]) => option),
    given: ['ci.skip', 'merge_request.title=A title, with words'],
    absent: [],
  },
  author: {
    value: 'Deploy Bot <bot@acme.example>',
    withOthers: true,
    look: () => lastCommit(scene, '%an <%ae>'),
    given: 'Deploy Bot <bot@acme.example>',
    absent: 'gitops-deploy <gitops-deploy@noreply.invalid>',
  },
});

export const originRows: MakeRows = (scene) => ({
  source: {
    value: 'https://git.acme.io/acme/web.git@3F2A9C1',
    withOthers: true,
    look: () => trailer(scene, 'Deploy-Source'),
    given: 'acme/web@3f2a9c1',
    absent: '',
  },
  'run-url': {
    value: 'https://tekton.acme.io/runs/7',
    withOthers: true,
    look: () => trailer(scene, 'Deploy-Run'),
    given: 'https://tekton.acme.io/runs/7',
    absent: '',
  },
  actor: {
    value: 'Jo Doe',
    withOthers: true,
    beside: { 'slack-webhook-url': scene.webhook.url },
    look: () => JSON.stringify(scene.posts()).includes('Jo Doe'),
    given: true,
    absent: false,
  },
  order: {
    value: 'web of acme 1712',
    withOthers: true,
    look: () => trailer(scene, 'Deploy-Order'),
    given: 'web of acme 1712',
    absent: '',
  },
  environment: {
    value: 'blue',
    withOthers: true,
    look: () => trailer(scene, 'Deploy-Environment'),
    given: 'blue',
    absent: '',
  },
});

function trailer(scene: InputScene, key: string): Promise<string> {
  return lastCommit(scene, `%(trailers:key=${key},valueonly)`);
}

async function lastCommit({ server }: InputScene, format: string): Promise<string> {
  const text = await server.repository.git('log', `--format=${format}`, 'start..main');
  return text.trim();
}

async function signatureOf({ server, key }: InputScene): Promise<string> {
  const { git, root } = server.repository;
  const signers = join(root, 'allowed-signers');
  writeFileSync(signers, `* ${key.publicKey}\n`);
  const text = await git('-c', `gpg.ssh.allowedSignersFile=${signers}`, 'log', '--format=%G?', 'start..main');
  return text.trim();
}
