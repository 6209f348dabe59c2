// The inputs: the source of truth for action.yml, the README's table, the component and `help`.

/** When to tell people how a deploy ended. */
export const notifyOnValues = ['always', 'success', 'failure', 'never'] as const;

/** What to do about a deploy that changes nothing. */
export const ifUnchangedValues = ['succeed', 'fail'] as const;

/** One input. */
export interface Input {
  readonly help: string;
  /** A `list` is newline-separated, a `switch` is true or false, everything else one text. */
  readonly kind: 'list' | 'switch' | undefined;
  readonly default: string | undefined;
  /** Never printed: masked wherever it would appear. */
  readonly secret: boolean;
  /** The only values that are allowed. */
  readonly oneOf: readonly string[] | undefined;
  /** The variable of lboix/gitops-deploy with the same meaning, or those that make it up together. */
  readonly aliases: readonly string[] | undefined;
  /** The path of a file may stand for what is in it. */
  readonly orFile: boolean;
}

/** A row of the table, which says only what is not usual. */
type Row = Partial<Input> & Pick<Input, 'help'>;

const usual = {
  kind: undefined,
  default: undefined,
  secret: false,
  oneOf: undefined,
  aliases: undefined,
  orFile: false,
} as const;

/**
 * The key `slack-channel` is the Action input `slack-channel`, the flag `--slack-channel` and the variable
 * `GITOPS_DEPLOY_SLACK_CHANNEL`.
 */
const inputs = {
  repository: {
    help: 'Config repository: clone URL (`https://`, `ssh://`, `git@host:path`), or `owner/name` on the host this CI runs on',
    aliases: ['CLUSTER_GIT_CLONE_URL'],
  },
  branch: { help: 'Branch to read and push; without it the default branch of the repository' },
  token: { help: 'Token for HTTPS, with the right to push to the config repository', secret: true },
  username: { help: 'User name that goes with the token; without it the one that the host expects' },
  'allow-http': {
    help: 'Send the token, or the address of a webhook, over plain HTTP to hosts other than localhost',
    kind: 'switch',
    default: 'false',
  },
  'ssh-key': {
    help: 'Private key for SSH (OpenSSH or PEM, without passphrase), or the path of its file',
    secret: true,
    orFile: true,
    aliases: ['GIT_REPO_USER_RSA'],
  },
  'ssh-known-hosts': {
    help: 'Lines of `known_hosts` for the SSH server, or the path of their file; without it the published keys of the big hosts',
    orFile: true,
  },
  'signing-key': {
    help: 'Private SSH key that signs the commit, or the path of its file',
    secret: true,
    orFile: true,
  },
  file: {
    help: 'Paths or globs in the config repository, one a line',
    kind: 'list',
    aliases: ['YAML_FILE_PATH'],
  },
  image: {
    help: 'Image to deploy: `REF`, or `NAME=REF` to move the image NAME to another name, one a line',
    kind: 'list',
    aliases: ['DOCKER_REPO', 'DOCKER_IMAGE', 'DOCKER_TAG'],
  },
  kind: { help: 'Only in objects of this kind; several, one a line', kind: 'list' },
  name: {
    help: 'Only in objects, or in items of a list, of this name; several, one a line',
    kind: 'list',
  },
  namespace: {
    help: 'Only in this namespace; in one file that says none, where no match says it; several, one a line',
    kind: 'list',
    aliases: ['NAMESPACE'],
  },
  container: { help: 'Only in containers of this name; several, one a line', kind: 'list' },
  under: {
    help: 'Only below this field path (`environments.prod`, `releases.[name=api]`); several, one a line',
    kind: 'list',
  },
  from: { help: 'Only where the old tag matches this pattern (`api-*`)' },
  policy: { help: 'Only places marked for this Flux image policy (`namespace:name`)' },
  set: {
    help: 'Other fields to set: `PATH=VALUE`, one a line; `{tag}`, `{version}`, `{digest}`, `{image}` and `{reference}` are replaced',
    kind: 'list',
  },
  'version-env': {
    help: 'Names of container variables that carry the tag (`DD_VERSION`), one a line',
    kind: 'list',
  },
  expect: {
    help: 'Exact number of places (images, and fields of `set`) that must match; without it at least one',
  },
  create: {
    help: 'Add what is missing: an entry of a kustomization, the keys that a `set` path lacks',
    kind: 'switch',
    default: 'false',
  },
  text: {
    help: 'Read the files as plain text (Dockerfile, script, `.env`, template) and change the tag behind the whole name; `file` has written paths, `expect` the number of places',
    kind: 'switch',
    default: 'false',
  },
  message: {
    help: "Commit subject: a template, for example `Deploy {name} {tag}`; the body is gitops-deploy's own",
  },
  author: { help: 'Author of the commit, `Name <mail>`; without it the identity of the CI run' },
  'slack-webhook-url': { help: 'Slack incoming webhook to post to', secret: true },
  'slack-token': {
    help: 'Slack bot token (`chat:write`) to post with, instead of a webhook',
    secret: true,
    aliases: ['SLACK_APP_TOKEN'],
  },
  'slack-channel': {
    help: 'Channel id for the bot token; or by namespace, one a line: `prod=C123`',
    kind: 'list',
    aliases: ['SLACK_DEV_CHANNEL_ID', 'SLACK_PROD_CHANNEL_ID'],
  },
  'dashboard-url': {
    help: 'Link for the message, a template: `https://dashboard/#/search?namespace={namespace}&q={name}`',
  },
  'notify-on': {
    help: 'When to post to Slack',
    default: 'always',
    oneOf: notifyOnValues,
  },
  'if-unchanged': {
    help: 'What to do when every place holds the wanted value already',
    default: 'succeed',
    oneOf: ifUnchangedValues,
  },
  'dry-run': { help: 'Show the diff, push nothing', kind: 'switch', default: 'false' },
  timeout: { help: 'Time for everything, retries included: `90s`, `5m`', default: '5m' },
  json: {
    help: 'Print one JSON object to stdout; the log goes to stderr',
    kind: 'switch',
    default: 'false',
  },
} as const satisfies Record<string, Row>;

export type InputName = keyof typeof inputs;

/** The inputs that are given, as texts; lists are newline-separated. A text that is empty counts as not given. */
export type InputTexts = ReadonlyMap<InputName, string>;

export const inputNames = Object.keys(inputs) as readonly InputName[];

/**
 * Gives the row of an input.
 * @returns every column of it
 */
export function inputOf(name: InputName): Input {
  const row: Row = inputs[name];
  return { ...usual, ...row };
}

/**
 * Gives the variable that stands for an input: `slack-channel` -> `GITOPS_DEPLOY_SLACK_CHANNEL`.
 * @returns its name in upper case
 */
export const variableName = (name: InputName): string =>
  `GITOPS_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;

/**
 * Gives the variable that GitHub's runner sets for an input of the Action: `slack-channel` -> `INPUT_SLACK-CHANNEL`.
 * @returns its name; a dash stays a dash
 */
export const inputVariable = (name: InputName): string => `INPUT_${name.toUpperCase()}`;
