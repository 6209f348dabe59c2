// Fifty writers on one branch at once.
import { commandOf, type Job, racingCommand } from './contenders.ts';
import { type Measured, measure } from './measure.ts';
import { type Fixture, rewind } from './repository.ts';
import { startServer } from './server.ts';

export const writers = 50;

export interface Race {
  readonly name: 'ours' | 'usual';
  /** Writers whose change is in the branch, exactly once. */
  readonly landed: number;
  readonly wallMs: number;
  readonly mostAttempts: number;
}

/** All writers start at once, each with a service of its own, and push to one branch. */
export async function race(
  name: Race['name'],
  fixture: Fixture,
  latencyMs: number,
  bundle: string,
): Promise<Race> {
  await rewind(fixture);
  const server = await startServer(fixture.repository.root, latencyMs);
  try {
    const jobs = fixture.services.slice(0, writers).map(
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
    return {
      name,
      landed: await countLanded(fixture, jobs),
      wallMs,
      mostAttempts: Math.max(...runs.map((run) => (name === 'ours' ? attemptsOf(run) : triesOf(run)))),
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
