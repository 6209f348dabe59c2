// Rows of the inputs that say what the commit looks like.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputScene } from '../../../testing/input-scene.ts';
import type { MakeRows } from './row.ts';

export const commitRows: MakeRows = (scene) => ({
  'signing-key': {
    value: scene.key.privateKey,
    look: () => signatureOf(scene),
    // `G` for a good signature of a key that is known, `N` for no signature: git-log(1), %G?
    given: 'G',
    absent: 'N',
  },
  message: {
    value: 'Ship {name} {tag}',
    look: () => lastCommit(scene, '%s'),
    given: 'Ship web v2',
    absent: 'Deploy web v2 to prod',
  },
  author: {
    value: 'Deploy Bot <bot@acme.example>',
    look: () => lastCommit(scene, '%an <%ae>'),
    given: 'Deploy Bot <bot@acme.example>',
    absent: 'gitops-deploy <gitops-deploy@noreply.invalid>',
  },
});

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
