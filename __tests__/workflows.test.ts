import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { inputNames, variableName } from '../src/config/inputs.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const workflows = readdirSync(new URL('../.github/workflows', import.meta.url));

describe.each(workflows)('the workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`);

  test('pins every action of others by its commit', () => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: (\S+)(.*)$/gm)].filter(
      ([, action]) => !action?.startsWith('./'),
    );
    for (const [, action, comment] of uses)
      expect(`${action}${comment}`).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('says what it may do, and ends', () => {
    const { permissions, jobs } = parse(text) as Workflow;
    expect(JSON.stringify(permissions)).toMatch(/^(\{\}|\{"contents":"read"\})$/);
    for (const job of Object.values(jobs)) expect(job.uses ?? job['timeout-minutes']).toBeDefined();
  });

  test('puts no value of the run into a script', () => {
    for (const job of Object.values((parse(text) as Workflow).jobs))
      for (const { run } of job.steps ?? []) expect(run ?? '').not.toContain('${{');
  });
});

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly { readonly run?: string }[];
}

describe('the GitLab component', () => {
  const [header, job] = parseAllDocuments(read('templates/deploy.yml')).map((each) => each.toJS());
  const given = Object.keys(header.spec.inputs);
  const { variables } = Object.values(job)[0] as { variables: Record<string, string> };

  test('hands each of its inputs on, and only inputs that there are', () => {
    const passed = Object.entries(variables).filter(([name]) => name.startsWith('GITOPS_DEPLOY_'));
    for (const [name, value] of passed) {
      const input = /^\$\[\[ inputs\.([a-z-]+) \]\]$/.exec(value)?.[1];
      expect(inputNames.find((each) => variableName(each) === name)).toBe(input);
      expect(given).toContain(input);
    }
    const ofTheJob = ['job-name', 'stage', 'version', 'container', 'rules'];
    expect(given.length).toBe(ofTheJob.length + passed.length);
  });

  test('asks for no secret', () => {
    for (const name of given) expect(name).not.toMatch(/token|key|webhook/);
  });
});
