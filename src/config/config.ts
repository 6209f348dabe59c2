import { type EditConfig, editConfig } from './edit-config.ts';
import type { Environment } from './environment.ts';
import { inputNames, inputOf } from './inputs.ts';
import { optional } from './optional.ts';
import { type InputReader, readInputs } from './problems.ts';
import type { Provenance } from './provenance.ts';
import type { RawInputs } from './raw.ts';
import { checkReach, cloneUrl } from './repository.ts';
import { secretsIn } from './secret-forms.ts';
import { readSlack, type SlackConfig } from './slack.ts';
import { checkFileText, checkRepositoryText } from './slips.ts';
import {
  checkPlaceholders,
  imagePlaceholders,
  parseDuration,
  parseIdentity,
  parseWebTemplate,
} from './values.ts';

/** The whole configuration of a deploy; nobody after this looks at a raw input. */
export interface Config extends EditConfig {
  /** Clone URL. */
  readonly repository: string;
  readonly branch?: string;
  readonly username?: string;
  readonly token?: string;
  readonly allowHttp: boolean;
  readonly sshKey?: string;
  readonly sshKnownHosts?: string;
  readonly signingKey?: string;
  /** Paths and globs. */
  readonly files: readonly string[];
  /** Template of the commit's subject. */
  readonly message?: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly slack?: SlackConfig;
  readonly dashboardUrl?: string;
  readonly notifyOn: 'always' | 'success' | 'failure' | 'never';
  readonly ifUnchanged: 'succeed' | 'fail';
  readonly timeoutMs: number;
}

/** What only other parts can judge; each gives the value back, or throws DeployError `invalid-input`. */
export interface Checks {
  repository(url: string): string;
  branch(name: string): string;
  file(pattern: string): string;
  /** A private key, of the input with that name. */
  key(text: string, input: 'ssh-key' | 'signing-key'): string;
  knownHosts(lines: string): string;
}

const messagePlaceholders = [...imagePlaceholders, 'previous', 'kind', 'name', 'namespace', 'file'] as const;

/** Every secret among the inputs, to be masked; also one that stands in the wrong input. */
export function secretsOf(raw: RawInputs): string[] {
  return inputNames
    .flatMap((name) => {
      const value = raw.get(name)?.trim() ?? '';
      return inputOf(name).secret ? [value] : secretsIn(value);
    })
    .filter(Boolean);
}

/** Throws `invalid-input` with every problem at once. */
export function readConfig(raw: RawInputs, ci: Environment, checks: Checks, provenance: Provenance): Config {
  const reader = readInputs(raw, provenance);
  const config: Config = {
    ...editConfig(reader),
    repository: readRepository(reader, ci, checks),
    ...optional(
      'branch',
      reader.parsed('branch', (name) => checks.branch(name.replace(/^refs\/heads\//, ''))),
    ),
    ...optional('username', reader.text('username')),
    ...optional('token', reader.text('token')),
    allowHttp: reader.isOn('allow-http'),
    ...optional('sshKey', readKey(reader, 'ssh-key', checks)),
    ...optional('sshKnownHosts', reader.parsed('ssh-known-hosts', checks.knownHosts)),
    ...optional('signingKey', readKey(reader, 'signing-key', checks)),
    files: readFiles(reader, checks),
    ...optional(
      'message',
      reader.parsed('message', (text) => checkPlaceholders(text, messagePlaceholders)),
    ),
    author: reader.parsed('author', parseIdentity) ?? ci.author,
    ...optional('slack', readSlack(reader)),
    ...optional(
      'dashboardUrl',
      reader.parsed('dashboard-url', (text) => parseWebTemplate(text, messagePlaceholders)),
    ),
    notifyOn: (reader.text('notify-on') ?? 'always') as Config['notifyOn'],
    ifUnchanged: (reader.text('if-unchanged') ?? 'succeed') as Config['ifUnchanged'],
    timeoutMs: reader.parsed('timeout', parseDuration) ?? 0,
  };
  reader.finish();
  return config;
}

function readRepository(reader: InputReader, ci: Environment, checks: Checks): string {
  if (reader.text('repository') === undefined) reader.missing('repository', 'set it');
  const [hasToken, hasKey] = [reader.text('token') !== undefined, reader.text('ssh-key') !== undefined];
  const parse = (text: string): string =>
    checkReach(checks.repository(cloneUrl(checkRepositoryText(text), ci)), hasToken, hasKey);
  return reader.parsed('repository', parse) ?? '';
}

function readFiles(reader: InputReader, checks: Checks): readonly string[] {
  const lines = reader.list('file');
  if (lines.length === 0) reader.missing('file', 'say which file holds the image');
  else if (lines.every((line) => line.startsWith('!')))
    reader.complain('file', 'only excludes files', 'write a line without "!" too, like "apps/**/*.yaml"');
  return reader.parsedList('file', (text) => checks.file(checkFileText(text)));
}

function readKey(reader: InputReader, input: 'ssh-key' | 'signing-key', checks: Checks): string | undefined {
  return reader.parsed(input, (text) => checks.key(text, input));
}
