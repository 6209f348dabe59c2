import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { SshConnection } from './ssh-connection.ts';
import { commandError } from './ssh-errors.ts';

export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** One git command on the server, as a stream in both directions. */
export interface GitCommand {
  readonly write: (bytes: Uint8Array) => void;
  /** Tells the command that nothing more will come. */
  readonly end: () => void;
  /** The next bytes it wrote; `undefined` when it ended well. Throws when it failed or the connection was lost. */
  readonly read: () => Promise<Uint8Array | undefined>;
}

/** Characters of stderr that are kept: the last ones tell why it ended. */
const stderrLimit = 65_536;

/** Starts git on the server and asks for protocol v2; a server that ignores the request answers in v0. */
export async function startGit(
  connection: SshConnection,
  service: GitService,
  path: string,
): Promise<GitCommand> {
  const channel = await connection.exec(`${service} ${quoted(path)}`, { GIT_PROTOCOL: 'version=2' });
  const output = channel.iterator({ destroyOnReturn: false });
  const exit = exitCode(channel);
  const stderr = collected(channel.stderr);
  return {
    write: (bytes) => void channel.write(bytes),
    end: () => void channel.end(),
    read: async () => {
      const { done, value } = await output.next();
      if (done !== true) return value;
      const code = await exit;
      // Without an exit code the channel ended because the connection did.
      if (code === undefined)
        throw connection.lostBy() ?? new Error(`Cannot hear "${service}": its session ended`);
      if (code !== 0) throw commandError(service, path, code, stderr());
      return undefined;
    },
  };
}

/** The command's exit code; `null` after a signal, `undefined` when the channel ended without one. */
function exitCode(channel: ClientChannel): Promise<number | null | undefined> {
  return new Promise((resolve) => {
    channel.once('close', (code?: number | null) => resolve(code));
    // A write to a command that has ended; what ended it shows when its output is read.
    channel.on('error', () => undefined);
  });
}

/** Reads to the end, because an unread stream holds up the channel, and gives what came so far. */
function collected(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-stderrLimit);
  });
  return () => text;
}

/** For the shell on the server. Source: sq_quote_buf() in git's quote.c. */
function quoted(path: string): string {
  return `'${path.replace(/['!]/g, "'\\$&'")}'`;
}
