// A history of deploys on a branch of the fixture, made as ours are.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gitEnvironment } from '../testing/bare-repository.ts';
import type { Fixture } from './repository.ts';

/** The same files with a history, and with none. */
export interface Histories {
  readonly with: Fixture;
  readonly without: Fixture;
}

/**
 * Puts so many commits on the branch that say what ours say, each of a run and a service of its own; and beside it a commit with
 * the same files that has no parent, where the guard has nothing to read.
 */
export async function addDeploys(fixture: Fixture, count: number): Promise<Histories> {
  const { repository } = fixture;
  const { directory, root } = repository;
  const child = spawn('git', ['-C', directory, 'fast-import', '--quiet'], {
    env: gitEnvironment(root),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  await pipeline(Readable.from(deploys(fixture, count)), child.stdin);
  await closed;
  const tip = (await repository.git('rev-parse', 'main')).trim();
  const alone = (await repository.git('commit-tree', `${tip}^{tree}`, '-m', 'Start here')).trim();
  await repository.git('update-ref', 'refs/heads/alone', alone);
  await repository.git('repack', '-q', '-a', '-d', '-b');
  await repository.git('commit-graph', 'write', '--reachable', '--no-progress');
  return { with: { ...fixture, tip }, without: { ...fixture, tip: alone } };
}

function* deploys({ services, tip }: Fixture, count: number): Generator<string> {
  const start = Date.parse('2025-01-01T00:00:00Z') / 1000;
  for (let number = 1; number <= count; number += 1) {
    const service = services[(number * 7919) % services.length];
    if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
    const text = `kind: Deployment # ${number}\nimage: ${service.image}:v${number}\n`;
    const message = messageOf(service.name, service.image, `${service.folder}/deployment.yaml`, number);
    const from = number === 1 ? `from ${tip}\n` : '';
    yield `commit refs/heads/main\ncommitter Jo Doe <jo@acme.dev> ${start + number * 1800} +0000\n` +
      `data ${Buffer.byteLength(message)}\n${message}\n${from}` +
      `M 100644 inline ${service.folder}/history.yaml\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  }
}

function messageOf(name: string, image: string, file: string, number: number): string {
  const source = randomUUID().replaceAll('-', '').padEnd(40, '0');
  return `Deploy ${name} v${number} to prod

${file}:21 spec.template.spec.containers.[name=${name}].image: v${number - 1} -> v${number}

Deploy-Source-Date: ${new Date(1.7e12 + number * 1.8e6).toISOString()}
Deploy-Order: acme/${name}/.github/workflows/deploy.yml ${number}
Deploy-Target: ${file}#${image}
Deploy-Image: ${image}:v${number}
Deploy-Previous: v${number - 1}
Deploy-Source: acme/${name}@${source}
Deploy-Source-Branch: main
Deploy-Run: https://github.com/acme/${name}/actions/runs/${10 ** 10 + number}
Deploy-Id: ${randomUUID()}
`;
}
