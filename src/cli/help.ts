import { type Input, type InputName, inputNames, inputOf, variableName } from '../config/inputs.ts';

export const topics = ['deploy', 'edit', 'inputs', 'exit-codes'] as const;

/** The text of `gitops-deploy help [TOPIC]`; `undefined` for a topic that there is none of. */
export function helpText(topic: string | undefined): string | undefined {
  switch (topic) {
    case undefined:
    case 'deploy':
      return usage;
    case 'edit':
      return `${editUsage}\n${inputsHelp(inputNames.filter((name) => inputOf(name).edit))}`;
    case 'inputs':
      return inputsHelp(inputNames);
    case 'exit-codes':
      return exitCodes;
    default:
      return undefined;
  }
}

const usage = `Usage:
  gitops-deploy [deploy] [--input value ...]     change the image in the config repository, commit, push, tell
  gitops-deploy edit FILE... [--image REF ...]   the same change to local files: no git, no network
  gitops-deploy help [inputs | edit | exit-codes]
                                                 this text; every input; those of edit; every exit code
  gitops-deploy version

Example, with the token in GITOPS_DEPLOY_TOKEN:
  gitops-deploy --repository https://github.com/acme/config.git \\
    --file apps/web/deployment.yaml --image ghcr.io/acme/web:v2

Every input is a flag (--slack-channel), a variable (GITOPS_DEPLOY_SLACK_CHANNEL) and an input of the Action
(slack-channel). A flag wins over a variable. Keep secrets in variables.
`;

const editUsage = `Usage:
  gitops-deploy edit FILE... [--input value ...]

Changes local files as a deploy would, without git and network. FILE is a path or a glob ('apps/**/*.yaml').
`;

const exitCodes = `0  done: pushed, unchanged, or a dry run
1  internal error
2  bad input
3  target not found, ambiguous, or not editable
4  authentication or permission
5  refused by the server's rules (protected branch, hook)
6  out of time
7  unknown: the push may still land
`;

function inputsHelp(names: readonly InputName[]): string {
  return names.map((name) => inputHelp(name, inputOf(name))).join('\n');
}

function inputHelp(name: InputName, { help, default: value, oneOf, aliases }: Input): string {
  const allowed = oneOf === undefined ? '' : ` One of ${oneOf.join(', ')}.`;
  const standard = value === undefined ? '' : ` Default: ${value}.`;
  const older = aliases === undefined ? '' : ` Also ${aliases.join(', ')}.`;
  return `  --${name}, ${variableName(name)}\n      ${help.replaceAll('`', '')}.${allowed}${standard}${older}\n`;
}
