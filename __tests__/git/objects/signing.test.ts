import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signCommit, signedCommit } from '../../../src/git/objects/signing.ts';
import { parseSshKey } from '../../../src/remote/ssh/ssh-key.ts';
import {
  type BareRepository,
  createBareRepository,
  gitEnvironment,
} from '../../../testing/bare-repository.ts';
import { type KeyType, makeKeyPair } from '../../../testing/ssh-keys.ts';

let repository: BareRepository;
beforeAll(async () => {
  repository = await createBareRepository({ files: { 'a.yaml': 'a: 1\n' }, branch: 'main' });
});
afterAll(() => repository.remove());

const types: KeyType[] = ['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-2048', 'rsa-3072'];
const messages = [
  ['a subject', 'Deploy web 1.2\n'],
  ['body, trailers and multi-byte text', 'Deploy web 1.2\n\nSchöne Grüße 🚀\n\nDeploy-Id: 1\n'],
  ['no final newline', 'Deploy web 1.2'],
  ['blank lines at the end', 'Deploy web 1.2\n\n\n'],
  ['nothing', ''],
] as const;

test.each(types)('git verifies a commit signed with a key of type %s', async (type) => {
  const { privateKey, publicKey } = makeKeyPair(type);
  const commit = write(signedCommit(await payload('Deploy\n'), parseSshKey(privateKey, 'signing-key')));
  expect(verification(commit, publicKey)).toMatch(/Good "git" signature for deploy@example.com.*exit 0/s);
});

test.each(messages)('git verifies a message of %s', async (_, message) => {
  const { privateKey, publicKey } = makeKeyPair('ed25519');
  const commit = write(signedCommit(await payload(message), parseSshKey(privateKey, 'signing-key')));
  expect(verification(commit, publicKey)).toMatch(/Good "git" signature.*exit 0/s);
  expect(await repository.git('cat-file', 'commit', commit)).toContain(`\n\n${message}`);
});

test('ssh-keygen verifies the bare signature', () => {
  const { privateKey, publicKey } = makeKeyPair('ed25519');
  const signature = join(repository.root, 'signature');
  writeFileSync(signature, `${signCommit('payload', parseSshKey(privateKey, 'signing-key'))}\n`);
  const args = [
    '-Y',
    'verify',
    '-I',
    'deploy@example.com',
    '-n',
    'git',
    '-f',
    allowing(publicKey),
    '-s',
    signature,
  ];
  expect(spawnSync('ssh-keygen', args, { input: 'payload' }).status).toBe(0);
  expect(spawnSync('ssh-keygen', args, { input: 'another' }).status).not.toBe(0);
});

test('git refuses the signature of a commit that was changed afterwards', async () => {
  const { privateKey, publicKey } = makeKeyPair('ed25519');
  const signed = signedCommit(await payload('Deploy 1.2\n'), parseSshKey(privateKey, 'signing-key'));
  expect(verification(write(signed.replace('1.2', '1.3')), publicKey)).toMatch(
    /incorrect signature.*exit 1/s,
  );
});

test('git refuses the signature of a key that is not allowed', async () => {
  const signed = signedCommit(
    await payload('Deploy\n'),
    parseSshKey(makeKeyPair('ed25519').privateKey, 'signing-key'),
  );
  expect(verification(write(signed), makeKeyPair('ed25519').publicKey)).toMatch(
    /No principal matched.*exit 1/s,
  );
});

test('the signed object passes git fsck', async () => {
  const key = parseSshKey(makeKeyPair('ed25519').privateKey, 'signing-key');
  const commit = write(signedCommit(await payload('Deploy\n'), key));
  await repository.git('update-ref', 'refs/heads/signed', commit);
  await expect(repository.git('fsck', '--strict')).resolves.not.toContain('error');
});

async function payload(message: string): Promise<string> {
  const tree = (await repository.git('rev-parse', 'main^{tree}')).trim();
  const parent = (await repository.git('rev-parse', 'main')).trim();
  const who = 'Déploy <deploy@example.com> 1700000000 +0000';
  return `tree ${tree}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\n${message}`;
}

function write(commit: string): string {
  const options = { input: commit, encoding: 'utf8' } as const;
  return execFileSync(
    'git',
    ['-C', repository.directory, 'hash-object', '-t', 'commit', '-w', '--stdin'],
    options,
  ).trim();
}

/** What git says, whether it accepts the signature or not. */
function verification(commit: string, publicKey: string): string {
  const options = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${allowing(publicKey)}`];
  const { status, stderr } = spawnSync(
    'git',
    ['-C', repository.directory, ...options, 'verify-commit', commit],
    { encoding: 'utf8', env: gitEnvironment(repository.root) },
  );
  return `${stderr}exit ${status}`;
}

/** An allowed-signers file with this key alone. */
function allowing(publicKey: string): string {
  const file = join(repository.root, 'allowed-signers');
  writeFileSync(file, `deploy@example.com ${publicKey}\n`);
  return file;
}
