// A Docker engine: the one that runs, or one that is started for the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { succeeds } from './run.ts';

/** A Docker engine that answers. `env` makes the client talk to it. */
export interface Engine {
  readonly env: NodeJS.ProcessEnv;
  /** Started here, so it holds no images but those made here. */
  readonly own: boolean;
  stop(): Promise<void>;
}

// Kept between runs, so that the base image is made once.
const state = '/var/tmp/gitops-deploy-engine';
const socket = `unix://${state}/docker.sock`;
// The client's default builder is a plugin that Debian does not ship; the engine's own one copies files just as well.
const ownEnv = { ...process.env, DOCKER_HOST: socket, DOCKER_BUILDKIT: '0' };
const patience = { tries: 120, pauseMs: 500 };

/** The engine that this machine runs; without one, a private one is started and `stop()` ends it. */
export async function findEngine(): Promise<Engine> {
  if (await answers(process.env)) return { env: process.env, own: false, stop: async () => undefined };
  if (await answers(ownEnv)) return { env: ownEnv, own: true, stop: async () => undefined };
  const daemon = startDaemon();
  await untilAnswering(daemon);
  return { env: ownEnv, own: true, stop: () => stopDaemon(daemon) };
}

const answers = (env: NodeJS.ProcessEnv): Promise<boolean> => succeeds('docker', ['version'], env);

const logFile = `${state}/dockerd.log`;

/** Containers share the host's network, so the engine needs neither a bridge nor a packet filter. */
function startDaemon(): ChildProcess {
  mkdirSync(state, { recursive: true });
  // Left over when the machine went down in mid-run: its number may be another process by now.
  rmSync(`${state}/docker.pid`, { force: true });
  const log = openSync(logFile, 'w');
  const places = { '--data-root': 'data', '--exec-root': 'exec', '--pidfile': 'docker.pid' };
  const args = Object.entries(places).map(([flag, name]) => `${flag}=${state}/${name}`);
  const daemon = spawn('dockerd', [...args, `--host=${socket}`, '--bridge=none', '--iptables=false'], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return daemon;
}

async function untilAnswering(daemon: ChildProcess): Promise<void> {
  let startError: Error | undefined;
  daemon.on('error', (error) => {
    startError = error;
  });
  for (let turn = 0; turn < patience.tries; turn += 1) {
    if (await answers(ownEnv)) return;
    if (startError) throw new Error('Cannot start "dockerd": install docker.io', { cause: startError });
    if (daemon.exitCode !== null) break;
    await sleep(patience.pauseMs);
  }
  await stopDaemon(daemon);
  throw new Error(
    `Cannot start "dockerd": it does not answer\n${readFileSync(logFile, 'utf8').slice(-3000)}`,
  );
}

async function stopDaemon(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.pid === undefined) return;
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.kill('SIGTERM');
  await ended;
}
