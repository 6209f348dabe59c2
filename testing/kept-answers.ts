// Answers of git to readers, kept for as long as git would give them again: a process takes longer than most tests.
import type { IncomingMessage } from 'node:http';
import type { Sink } from './cgi.ts';
import { configurationState, repositoryState } from './repository-state.ts';

/** A question to git that changes nothing. */
interface Question {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The repository's folder. */
  readonly directory: string;
  readonly protocolV0: boolean;
  /** Whether the user has logged in. */
  readonly known: boolean;
}

/** What git answered, whole. */
interface KeptAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Larger answers are not kept. */
const mostBytes = 1 << 20;

/** Answers by question and state; also those that git is still giving. */
const answers = new Map<string, Promise<KeptAnswer | undefined>>();

/**
 * Answers as git did when the repository was the same, or lets git answer.
 * @param ask lets git answer, to the end
 */
export async function keptAnswer(
  question: Question,
  sink: Sink,
  ask: (sink: Sink) => Promise<void>,
): Promise<void> {
  const state = stateFor(question);
  if (state === undefined) return ask(sink);
  const key = keyOf(question, state);
  const kept = await answers.get(key);
  if (kept === undefined) return askAndKeep(key, sink, ask, () => stateFor(question) === state);
  sink.writeHead(kept.status, kept.headers);
  sink.write(kept.body);
  sink.end();
}

async function askAndKeep(
  key: string,
  sink: Sink,
  ask: (sink: Sink) => Promise<void>,
  isStillSo: () => boolean,
): Promise<void> {
  const copy = copying(sink);
  const answer = ask(copy.sink).then(() => (isStillSo() ? copy.answer() : undefined));
  // Who asks the same meanwhile waits for git, and never for the client that has asked first: both may be one.
  answers.set(key, Promise.race([answer.catch(() => undefined), copy.outgrown]));
  if ((await answer) === undefined) answers.delete(key);
}

function keyOf({ request, body, protocolV0, known }: Question, state: string): string {
  const { method, url, headers } = request;
  const told = ['git-protocol', 'content-type', 'content-encoding'].map((name) => headers[name]);
  return JSON.stringify([state, method, url, told, protocolV0, known, body.toString('latin1')]);
}

function stateFor({ request, directory, protocolV0 }: Question): string | undefined {
  const { url = '', headers } = request;
  const isOfV2 = headers['git-protocol'] === 'version=2' && !protocolV0;
  return isOfV2 && url.endsWith('/info/refs?service=git-upload-pack')
    ? configurationState(directory)
    : repositoryState(directory);
}

/** Hands on an answer, and has it afterwards if it came whole, is a success and is not too large. */
function copying(sink: Sink): {
  readonly sink: Sink;
  answer(): KeptAnswer | undefined;
  /** Comes as soon as it is too large. */
  readonly outgrown: Promise<undefined>;
} {
  const { promise: outgrown, resolve: outgrow } = Promise.withResolvers<undefined>();
  let head: Omit<KeptAnswer, 'body'> = { status: 0, headers: {} };
  let chunks: Uint8Array[] = [];
  let size = 0;
  let isLeft = false;
  sink.once?.('close', () => {
    isLeft = true;
  });
  return {
    sink: {
      writeHead(status, headers) {
        head = { status, headers };
        return sink.writeHead(status, headers);
      },
      write(chunk) {
        size += chunk.length;
        const hasRoom = sink.write(chunk);
        if (size <= mostBytes) return chunks.push(chunk) > 0;
        chunks = [];
        outgrow(undefined);
        return hasRoom;
      },
      end: () => sink.end(),
      once: (event, listener) => sink.once?.(event, listener),
    },
    outgrown,
    answer: () =>
      head.status === 200 && size <= mostBytes && !isLeft
        ? { ...head, body: Buffer.concat(chunks) }
        : undefined,
  };
}
