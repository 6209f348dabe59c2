import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { allowedValues } from '../src/config/inputs/input.ts';
import { deployInputNames, inputOf, variableName } from '../src/config/inputs.ts';
import { describedInput } from '../testing/input-tables.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const workflows = readdirSync(new URL('../.github/workflows', import.meta.url));

describe.each(workflows)('the workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`);

  test('pins every action of others by its commit', () => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: (\S+)(.*)$/gm)].filter(
      ([, action]) => !action?.startsWith('./'),
    );
    for (const [, action, comment] of uses)
      expect(`${action}${comment}`).toMatch(/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
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
  const inputs = header.spec.inputs as Record<string, ComponentInput>;
  /** The others are there to be extended. */
  const shown = Object.fromEntries(Object.entries(job as object).filter(([name]) => !name.startsWith('.')));
  const { variables } = Object.values(shown)[0] as { variables: Record<string, string> };
  /** Inputs are shown to everybody who sees the pipeline. */
  const offered = deployInputNames.filter((name) => !inputOf(name).secret && name !== 'json');

  test('offers every input but the secrets, after those of the job itself', () => {
    const ofTheJob = ['job-name', 'stage', 'version', 'container-image', 'rules', 'show-environment'];
    expect(Object.keys(inputs)).toEqual([...ofTheJob, ...offered]);
  });

  test('names no container of its own: until a release exists, there is none to be had', () => {
    expect([inputs['container-image']?.default, inputs.version?.default]).toEqual([undefined, undefined]);
    const image = Object.values(shown).map((each) => (each as { image: string }).image);
    expect(image).toEqual(['$[[ inputs.container-image ]]:$[[ inputs.version ]]']);
  });

  test('shows the environment where that is asked for, at the address that the run writes down', () => {
    const file = { reports: { dotenv: '$[[ inputs.dotenv ]]' } };
    const name = '.$[[ inputs.job-name ]]-environment-';
    expect(Object.values(shown)).toEqual([
      expect.objectContaining({ artifacts: file, extends: `${name}$[[ inputs.show-environment ]]` }),
    ]);
    expect(inputs['show-environment']).toMatchObject({ default: 'false', options: ['true', 'false'] });
    expect(job[`${name}true`]).toEqual({
      environment: { name: '$[[ inputs.environment ]]', url: '$GITOPS_ENVIRONMENT_URL' },
    });
    // An empty job would be refused.
    expect(job[`${name}false`]).toEqual({ interruptible: false });
  });

  test.each(offered)('describes and hands on %s', (name) => {
    const { help, default: standard, ...input } = inputOf(name);
    const { description, options, type, default: value } = inputs[name] ?? {};
    // GitLab takes options only where the default is one of them: without a default, the values stand in words.
    const hasOptions = standard !== undefined;
    expect(description).toBe((hasOptions ? help : describedInput(name)).replaceAll('`', ''));
    expect(options).toEqual(hasOptions ? allowedValues(input) : undefined);
    // Of another type, or null, it would be refused as the value of a variable.
    expect([type, typeof variables[variableName(name)]]).toEqual([undefined, 'string']);
    expect(variables[variableName(name)]).toBe(`$[[ inputs.${name} ]]`);
    if (name === 'repository' || name === 'file') expect(value).toBeUndefined();
    else expect(value).toBe(ownDefaults[name] ?? standard ?? '');
  });
});

/** What the component knows of its job. */
const ownDefaults: Readonly<Record<string, string>> = {
  image: '$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA',
  dotenv: 'gitops-deploy.env',
};

interface ComponentInput {
  readonly description?: string;
  readonly options?: readonly string[];
  readonly type?: string;
  readonly default?: unknown;
}
