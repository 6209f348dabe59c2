// Snippets of the documentation, and what a CI makes of them: variables, and a script where there is one.
import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';

type Variables = Readonly<Record<string, string>>;

/** A block of code that readers copy. */
export interface Snippet {
  /** The heading above it. */
  readonly heading: string;
  readonly language: string;
  readonly code: string;
}

/** What a CI starts: the Action without a script, all others with one. */
export interface Job {
  readonly script: string | undefined;
  readonly variables: Variables;
}

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** Takes the snippets out of a page, in order. */
export function snippetsOf(page: string): Snippet[] {
  let heading = '';
  return [...read(page).matchAll(/^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, title, language, code]) => {
      heading = title ?? heading;
      return language === undefined || code === undefined ? [] : [{ heading, language, code }];
    },
  );
}

/**
 * Gives the inputs of a step the way that the runner of GitHub and of Gitea gives them to an Action.
 * @param contexts what stands behind `secrets.NAME`, `vars.NAME` and the like
 */
export function actionJob(code: string, contexts: Variables): Job {
  const [{ with: inputs }] = parse(code) as [{ with: Variables }];
  const variables = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    replaced(String(value), /\$\{\{ *([\w.]+) *\}\}/g, contexts),
  ]);
  return { script: undefined, variables: Object.fromEntries(variables) };
}

/**
 * Makes the job of our component with the inputs of an `include:`, as GitLab does.
 * @param predefined variables that GitLab gives every job
 */
export function componentJob(code: string, predefined: Variables): Job {
  const { include, deploy } = parse(code) as {
    include: [{ component: string; inputs: Variables }];
    deploy?: { variables: Variables };
  };
  const [{ component, inputs }] = include;
  const name = /\/([\w-]+)@/.exec(component)?.[1];
  const [header, jobs] = parseAllDocuments(read(`templates/${name}.yml`)).map((each) => each.toJS());
  const known = (header as { spec: { inputs: Record<string, { default?: unknown }> } }).spec.inputs;
  const unknown = Object.keys(inputs).filter((each) => !(each in known));
  if (unknown.length > 0) throw new Error(`The component has no input ${unknown.join(', ')}`);
  const standard = Object.entries(known).map(([each, { default: value }]) => [each, String(value)]);
  const values: Variables = { ...Object.fromEntries(standard), ...inputs };
  const [job] = Object.values(jobs as Record<string, { script: string[]; variables: Variables }>);
  const variables = Object.entries({ ...job?.variables, ...deploy?.variables }).map(([each, text]) => [
    each,
    replaced(replaced(text, /\$\[\[ inputs\.([\w-]+) \]\]/g, values), /\$(\w+)/g, predefined),
  ]);
  return { script: job?.script.join('\n'), variables: Object.fromEntries(variables) };
}

/**
 * Makes the job of a step of Azure Pipelines.
 * @param macros values by the names in `$(NAME)`
 */
export function azureJob(code: string, macros: Variables): Job {
  const [{ script, env }] = parse(code) as [{ script: string; env: Variables }];
  const filled = (text: string): string => replaced(text, /\$\(([\w.]+)\)/g, macros);
  const variables = Object.entries(env).map(([name, value]) => [name, filled(value)]);
  return { script: filled(script), variables: Object.fromEntries(variables) };
}

/** Takes the script of a step of Bitbucket Pipelines. */
export function bitbucketJob(code: string): Job {
  const [{ step }] = parse(code) as [{ step: { script: string[] } }];
  return { script: step.script.join('\n'), variables: {} };
}

function replaced(text: string, places: RegExp, values: Variables): string {
  return text.replace(places, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A snippet has ${whole}, which the CI does not know`);
    return value;
  });
}
