// Answers to readers for which no process of git is started: what they tell stands in a few files.
import type { IncomingMessage } from 'node:http';
import { type BareRepository, gitEnvironment } from './bare-repository.ts';
import type { Sink } from './cgi.ts';
import { serviceFor } from './git-service.ts';
import { configurationState } from './repository-state.ts';
import { runProcess } from './start-process.ts';
import { advertisedReferences, listedReferences } from './told-references.ts';

/** What git-receive-pack can do, by the configuration that this depends on. */
const capabilities = new Map<string, Promise<string>>();

/**
 * Answers as git would.
 * @param protocol the value of `Git-Protocol` that git hears
 * @returns whether it has answered; otherwise git has to
 */
export async function tellReferences(
  request: IncomingMessage,
  body: Buffer,
  repository: BareRepository,
  protocol: string | undefined,
  sink: Sink,
): Promise<boolean> {
  const { directory } = repository;
  const service = serviceFor(request, directory, protocol);
  if (service === undefined) return false;
  const [name, option] = service.args;
  const answer =
    name === 'receive-pack'
      ? option === '--http-backend-info-refs' && (await advertised(repository, protocol))
      : protocol === 'version=2' && option === '--stateless-rpc' && listedReferences(directory, body);
  if (!answer) return false;
  sink.writeHead(200, service.headers);
  sink.write(Buffer.concat([Buffer.from(service.preface), answer]));
  sink.end();
  return true;
}

async function advertised(
  repository: BareRepository,
  protocol: string | undefined,
): Promise<Buffer | undefined> {
  const state = configurationState(repository.directory);
  if (state === undefined || protocol === 'version=1') return undefined;
  const known = capabilities.get(state) ?? capabilitiesOf(repository);
  capabilities.set(state, known);
  return advertisedReferences(repository.directory, await known);
}

async function capabilitiesOf({ root, directory }: BareRepository): Promise<string> {
  const place = { cwd: directory, env: gitEnvironment(root) };
  const said = await runProcess('git', ['receive-pack', '--http-backend-info-refs', '.'], place);
  return /\0([^\n]*)\n/.exec(said.toString('latin1'))?.[1] ?? '';
}
