// Pushes to one repository.
import { DeployError } from '../errors.ts';
import { inputName } from '../wording.ts';
import type { PreparedCommit, PushOutcome, PushWatch } from './land/remote-branch.ts';
import type { Capabilities } from './packets/capabilities.ts';
import { pushRefusal } from './refusals/push-refusal.ts';
import { remarkLines } from './remarks.ts';
import type { Transport } from './transport/transport.ts';
import { readPushCapabilities } from './wire/advertisement.ts';
import { writePack } from './wire/pack-writer.ts';
import { pushPack } from './wire/receive-pack.ts';

/** Pushes to one repository, whose server is asked first what it can do and whether we may. */
export interface Pusher {
  /** Asks ahead of the first push, beside other requests; a refusal shows at the push. */
  prepare(): void;
  push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome>;
  /** Pushes to a reference that is no branch. */
  pushTo(ref: string, prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome>;
}

/**
 * Opens the pushes to one repository.
 * @param agent the capability `agent` that is sent
 * @param options push options that go along with every push
 * @param onRemarks hears what the server says beside a success
 * @returns what pushes; nothing is sent yet
 */
export function openPusher(
  transport: Transport,
  agent: string,
  options: readonly string[],
  onRemarks: (lines: readonly string[]) => void,
): Pusher {
  let asked: Promise<Capabilities> | undefined;

  function ask(): Promise<Capabilities> {
    asked ??= transport
      .advertise('git-receive-pack')
      .then((answer) => readPushCapabilities(answer, transport))
      .catch((error) => {
        asked = undefined;
        throw error;
      });
    return asked;
  }

  async function pushTo(
    ref: string,
    { branch, old, commit, objects, pushOptions }: PreparedCommit,
    watch: PushWatch,
  ): Promise<PushOutcome> {
    const capabilities = await ask();
    const all = options.concat(pushOptions);
    if (all.length > 0 && !capabilities.has('push-options')) throw takesNoOptions(transport.name, all);
    const pack = await writePack(objects, !capabilities.has('no-thin'));
    // Making the commit and the pack may have kept the process from hearing a signal.
    await new Promise<void>((resolve) => setImmediate(resolve));
    watch.onReady();
    const update = { ref, old, new: commit, pack, options: all };
    const answer = await pushPack(transport, capabilities, update, agent, () => watch.onFirstByte());
    if (answer.result === 'ok') {
      onRemarks(remarkLines(answer.remoteText));
      return { result: 'ok', commit };
    }
    const refusal = pushRefusal(transport.refusals, branch, answer.reason, answer.remoteText);
    return { result: 'rejected', refusal };
  }

  return {
    prepare: () => void ask().catch(() => undefined),
    push: (prepared, watch) => pushTo(`refs/heads/${prepared.branch}`, prepared, watch),
    pushTo,
  };
}

/** Source: gitprotocol-capabilities, "push-options" */
function takesNoOptions(name: string, [first = '']: readonly string[]): DeployError {
  return new DeployError(
    'push-refused',
    `Cannot push to "${name}" with the push option "${first}": the server takes no push options`,
    `have its administrator set receive.advertisePushOptions to true in git, or leave ${inputName('push-options')} out`,
  );
}
