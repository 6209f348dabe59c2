// A port where packets vanish.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** Listens and says where. */
const listen = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 },
  function () { console.log(this.address().port); })`;

/**
 * A port where packets vanish: its process is stopped, and the queue of connections that nobody takes is full.
 * https://man7.org/linux/man-pages/man2/listen.2.html
 */
export async function openBlackHole(): Promise<{ readonly port: number; close(): void }> {
  const holder = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  holder.kill('SIGSTOP');
  const port = Number(line);
  const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.any(sockets.map((socket) => once(socket, 'connect')));
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      holder.kill('SIGKILL');
    },
  };
}
