// A real sshd and the tool that deploys over it.
import { deployHere, type FaultRun, file, type Inputs, manifest } from './fault-scene.ts';
import { openLedger, reflog } from './ledger.ts';
import { makeKeyPair } from './ssh-keys.ts';
import { type SshServer, type SshServerOptions, startSshServer } from './ssh-server.ts';

/** A real sshd with one manifest behind it, and the tool, run in this process with a deploy key. */
export interface SshScene {
  readonly server: SshServer;
  /** The private half of the deploy key. */
  readonly key: string;
  /** Deploys `acme/web:v2`. */
  deploy(inputs?: Inputs): Promise<FaultRun>;
  /** Every broken rule after all runs of the scene. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

export async function setSshScene(options: Partial<SshServerOptions> = {}): Promise<SshScene> {
  const { privateKey, ...pair } = makeKeyPair('ed25519');
  const authorized = [{ ...pair, privateKey }];
  const server = await startSshServer({
    ...{ files: { [file]: manifest }, gitConfig: reflog, authorized },
    ...options,
  });
  const lines = privateKey.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  const ledger = await openLedger(server.repository, lines);
  return {
    server,
    key: privateKey,
    deploy: async (inputs) => {
      const ssh = { 'ssh-key': privateKey, 'ssh-known-hosts': server.knownHosts };
      const env = { GITLAB_CI: 'true', CI_JOB_URL: ledger.nextJob() };
      return ledger.note(await deployHere({ repository: server.url, ...ssh, ...inputs }, env));
    },
    complaints: ledger.complaints,
    close: server.close,
  };
}
