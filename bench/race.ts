// Many writers on one branch at once.
import { commandOf, type Job, racingCommand } from './contenders.ts';
import { type Measured, measure } from './measure.ts';
import { type Fixture, rewind } from './repository.ts';
import { startServer } from './server.ts';

export const writers = 50;
export const slowWriters = 30;

export interface Race {
  readonly name: 'ours' | 'usual';
  /** Writers whose change is in the branch, exactly once. */
  readonly landed: number;
  readonly wallMs: number;
  readonly mostAttempts: number;
  readonly meanAttempts: number;
}

/** A race where every push takes long. */
export interface SlowRace extends Race {
  /** Its time in times of the same deploys one after the other. */
  readonly timesSerial: number;
}

/** All writers start at once, each with a service of its own, and push to one branch. */
export function race(name: Race['name'], fixture: Fixture, latencyMs: number, bundle: string): Promise<Race> {
  return raceOf(writers, name, fixture, latencyMs, bundle);
}

/** The race of fewer writers to a server whose hook makes every push take a second. */
export async function slowRace(fixture: Fixture, latencyMs: number, bundle: string): Promise<SlowRace> {
  await fixture.repository.hook('pre-receive', 'sleep 1');
  try {
    const alone = await raceOf(1, 'ours', fixture, latencyMs, bundle);
    const together = await raceOf(slowWriters, 'ours', fixture, latencyMs, bundle);
    return { ...together, timesSerial: together.wallMs / (alone.wallMs * slowWriters) };
  } finally {
    await fixture.repository.removeHook('pre-receive');
  }
}

async function raceOf(
  count: number,
  name: Race['name'],
  fixture: Fixture,
  latencyMs: number,
  bundle: string,
): Promise<Race> {
  await rewind(fixture);
  const server = await startServer(fixture.repository.root, latencyMs);
  try {
    const jobs = fixture.services.slice(0, count).map(
      ({ folder, image }, index): Job => ({
        url: server.url,
        path: `${folder}/deployment.yaml`,
        image,
        tag: `v9.1.${index}`,
      }),
    );
    const start = performance.now();
    const runs = await Promise.all(
      jobs.map((job) => measure(name === 'ours' ? commandOf('ours', job, bundle) : racingCommand(job))),
    );
    const wallMs = performance.now() - start;
    const attempts = runs.map((run) => (name === 'ours' ? attemptsOf(run) : triesOf(run)));
    return {
      name,
      landed: await countLanded(fixture, jobs),
      wallMs,
      mostAttempts: Math.max(...attempts),
      meanAttempts: attempts.reduce((sum, each) => sum + each, 0) / count,
    };
  } finally {
    await server.close();
  }
}

function attemptsOf({ stdout, stderr }: Measured): number {
  try {
    return Number((JSON.parse(stdout) as { attempts: unknown }).attempts);
  } catch (cause) {
    throw new Error(`Cannot read the report of a racing run: ${stdout}${stderr}`, { cause });
  }
}

const triesOf = ({ exit, stdout }: Measured): number => (exit === 0 ? Number(stdout) : 3);

/** Of the commits after the tip, those that set one job's tag, each job's exactly once. */
async function countLanded({ repository, tip }: Fixture, jobs: readonly Job[]): Promise<number> {
  const added = (await repository.git('log', '--format=', '-p', '-U0', `${tip}..main`))
    .split('\n')
    .filter((line) => line.startsWith('+ '))
    .map((line) => line.slice(1).trim());
  return jobs.filter(
    ({ image, tag }) => added.filter((line) => line === `image: ${image}:${tag}`).length === 1,
  ).length;
}
