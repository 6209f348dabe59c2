// Pipelines that propose, under random faults of git and of the host, while people merge, close and commit.
import { setTimeout as sleep } from 'node:timers/promises';
import { startGitServer } from '../../testing/git-server.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { readDeployLog } from './deploy-log.ts';
import { brokenOrders } from './orders.ts';
import { People } from './people.ts';
import { readFacts } from './proposal-facts.ts';
import { brokenProposals } from './proposal-rules.ts';
import { type ProposalRun, proposeOnce, type Scene } from './proposal-run.ts';
import { type Random, seeded } from './random.ts';
import type { SoakRun } from './writer.ts';

const names = ['web', 'api'];
/** Pipelines of one target at once. */
const pipelines = 3;
/**
 * Proposes until the time is over.
 * @param end milliseconds since 1970
 * @param slowness how much slower than usual the machine is
 * @returns the runs, and each broken rule as a sentence
 */
export async function soakProposals(
  end: number,
  seed: number,
  token: string,
  slowness: number,
): Promise<{ readonly runs: readonly SoakRun[]; readonly broken: readonly string[] }> {
  const files = Object.fromEntries(names.map((name) => [`${name}.yaml`, `image: acme/${name}:v0 # keep\n`]));
  const server = await startGitServer({ token, files, isPlainCgi: true });
  const host = await startGitHubRequests(server.repository);
  let number = 0;
  const nextNumber = (): number => {
    number += 1;
    return number;
  };
  const scene = { server, host, token, nextNumber, slowness };
  const each = await Promise.all(
    names.map((name, index) => soakTarget(scene, name, seeded(seed * 1000 + 500 + index), end)),
  );
  const broken = [
    ...each.flatMap((target) => target.broken),
    ...host.faults.map((fault) => `the host was asked wrongly: ${fault}`),
    ...brokenOrders(await readDeployLog(server.repository), new Set()),
  ];
  await Promise.all([host.close(), server.close()]);
  return { runs: each.flatMap(({ runs }) => runs), broken };
}

/** Round by round; after each, nothing is on its way, and the target has to be as it is promised. */
async function soakTarget(
  scene: Scene,
  name: string,
  random: Random,
  end: number,
): Promise<{ readonly runs: readonly ProposalRun[]; readonly broken: readonly string[] }> {
  const { repository } = scene.server;
  const people = new People(repository, scene.host, random, name);
  const runs: ProposalRun[] = [];
  const broken = new Set<string>();
  const look = async (): Promise<void> => {
    const known = { name, file: `${name}.yaml`, runs, closedByPeople: people.closed, work: people.work };
    const facts = await readFacts(repository, scene.host, { ...known, secrets: [scene.token] });
    for (const sentence of brokenProposals(facts)) broken.add(sentence);
  };
  while (Date.now() < end) {
    const round = { isOver: false };
    const acting = actUntil(people, random, round);
    const made = Array.from({ length: pipelines }, () => proposeOnce(scene, name, random, 'stormy'));
    runs.push(...(await Promise.all(made)));
    round.isOver = true;
    await acting;
    await look();
  }
  const last = await proposeOnce(scene, name, random, 'calm');
  runs.push(last);
  if (last.result !== 'proposed') broken.add(`${last.jobUrl} ended with ${last.result}: ${last.output}`);
  await look();
  return { runs, broken: [...broken] };
}

async function actUntil(people: People, random: Random, round: { readonly isOver: boolean }): Promise<void> {
  while (!round.isOver) {
    await sleep(100 + 900 * random());
    await people.act();
  }
}
