// One deploy of each contender after the other, on repositories of several sizes.
import type { GitRequest } from '../testing/git-server.ts';
import { commandOf, type Job, type Name, titles } from './contenders.ts';
import { measure, median } from './measure.ts';
import { type Fixture, rewind, type Size } from './repository.ts';
import { inMemory } from './scratch.ts';
import { type Server, startServer } from './server.ts';

/** One run of one contender. */
export interface Sample {
  readonly size: Size;
  readonly latencyMs: number;
  readonly name: Name;
  readonly wallMs: number;
  readonly peakBytes: number;
  /** Received bodies; headers not counted. */
  readonly bytes: number;
  readonly requests: number;
  /** From the start of the process to the first request's arrival at the server. */
  readonly firstRequestMs: number;
}

export interface Course {
  readonly fixture: Fixture;
  readonly latencyMs: number;
  readonly rounds: number;
  readonly bundle: string;
  /** Told of every run of ours, for the request log. */
  readonly onRequests?: (requests: readonly GitRequest[], startedAt: number) => void;
}

/** Contenders take turns, each as a fresh process on the same state of the branch; the first round only warms up. */
export async function runSideBySide(course: Course): Promise<readonly Sample[]> {
  const server = await startServer(course.fixture.repository.root, course.latencyMs);
  const samples: Sample[] = [];
  try {
    for (let round = 0; round <= course.rounds; round += 1)
      for (const name of order(round)) {
        const sample = await runOnce(name, round, course, server);
        if (round > 0) samples.push(sample);
      }
    return samples;
  } finally {
    await server.close();
  }
}

/** Whoever follows the heaviest run meets its dirty caches: everybody does in turn. */
function order(round: number): readonly Name[] {
  // The warm-up spares the slow one: the files that it reads on the server are those that the others read.
  if (round === 0) return ['ours', 'hand'];
  const names: readonly Name[] = ['ours', 'usual', 'hand'];
  return names.map((_, index) => names[(index + round) % names.length] as Name);
}

async function runOnce(name: Name, round: number, course: Course, server: Server): Promise<Sample> {
  const { fixture, latencyMs, bundle } = course;
  await rewind(fixture);
  // On a disk, nobody pays for what the one before has still to write.
  if (!inMemory) await measure(['sync']);
  await server.take();
  const job = jobOf(fixture, server.url, round);
  const run = await measure(commandOf(name, job, bundle));
  const requests = await server.take();
  if (run.exit !== 0 || !(await landed(fixture, job)))
    throw new Error(`Cannot measure ${titles[name]}: it ended with ${run.exit}: ${run.stderr}${run.stdout}`);
  if (name === 'ours') course.onRequests?.(requests, run.startedAt);
  return {
    size: fixture.size,
    latencyMs,
    name,
    wallMs: run.wallMs,
    peakBytes: run.peakBytes,
    bytes: requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    requests: requests.length,
    firstRequestMs: (requests[0]?.startedAt ?? Number.NaN) - run.startedAt,
  };
}

/** Another service every round, so that no run finds what another has left in a cache of the server's. */
function jobOf({ services }: Fixture, url: string, round: number): Job {
  const service = services[Math.floor((services.length * (round + 0.5)) / 32) % services.length];
  if (!service) throw new Error('Cannot choose a service: the repository has none');
  return { url, path: `${service.folder}/deployment.yaml`, image: service.image, tag: `v9.0.${round}` };
}

/** True if the branch is one commit on, and that commit has the file with the new tag. */
async function landed({ repository, tip }: Fixture, { path, image, tag }: Job): Promise<boolean> {
  const commits = (await repository.git('rev-list', '--parents', `${tip}..main`)).trim().split('\n');
  const text = await repository.show(path);
  return (
    commits.length === 1 && commits[0]?.endsWith(tip) === true && text.includes(`image: ${image}:${tag}\n`)
  );
}

/** The median of one figure over the runs of a contender; NaN if it was not run. */
export type Look = (size: Size, latencyMs: number, name: Name, figure: Figure) => number;
export type Figure = 'wallMs' | 'peakBytes' | 'bytes' | 'requests' | 'firstRequestMs';

export function lookIn(samples: readonly Sample[]): Look {
  return (size, latencyMs, name, figure) =>
    median(
      samples
        .filter((run) => run.size === size && run.latencyMs === latencyMs && run.name === name)
        .map((run) => run[figure]),
    );
}
