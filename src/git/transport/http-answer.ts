// The body of an HTTP answer, as packets.
import type { Readable } from 'node:stream';
import { RemoteError } from '../../http/remote-error.ts';
import { type Broken, PacketReader, withFirst } from '../packets/packet-reader.ts';
import { packetText } from '../packets/pkt-line.ts';
import type { Answer } from './transport.ts';

/** How a broken answer is reported. */
export interface AnswerContext {
  readonly name: string;
  /** Whether what was asked may have been done although its answer is broken. */
  readonly applied: 'no' | 'maybe';
  /** Makes an error of the transport from what happened on the way. */
  readonly failure: (cause: unknown) => Error;
  /** Takes what is behind the last packet, on its way to the end; never rejects. */
  readonly onRelease: (drained: Promise<void>) => void;
}

/**
 * Reads the body of an HTTP answer as packets.
 * @param body without its compression
 * @returns the answer
 */
export function answerOf(body: Readable, context: AnswerContext): Answer {
  const chunks: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  const reader = new PacketReader(chunks, (why) => brokenError(why, context));
  return {
    async next() {
      try {
        return await reader.next();
      } catch (error) {
        throw context.failure(error);
      }
    },
    release: () => context.onRelease(drain(body, chunks).catch(() => undefined)),
    cancel: () => void body.on('error', () => undefined).destroy(),
  };
}

/** Behind the last packet nothing is due; more than this is not waited for, bytes. */
const mostBehind = 64 * 1024;

/** Only an answer that was read to its end, behind the last packet, frees its connection for the next request. */
async function drain(body: Readable, chunks: AsyncIterator<Uint8Array>): Promise<void> {
  for (let bytes = 0; bytes <= mostBehind; ) {
    const chunk = await chunks.next();
    if (chunk.done) return;
    bytes += chunk.value.length;
  }
  body.destroy();
}

/**
 * Skips the message in which smart servers say first which service answers.
 * @returns the answer behind it
 */
export async function skipServiceLine(answer: Answer): Promise<Answer> {
  const first = await answer.next();
  if (!packetText(first)?.startsWith('# service=')) return { ...answer, next: withFirst(first, answer.next) };
  await answer.next();
  return answer;
}

function brokenError(why: Broken, { name, applied }: AnswerContext): Error {
  switch (why.what) {
    case 'cut':
      return new Error('the answer ends in the middle');
    case 'too-long':
      return new Error('the answer is too long');
    case 'not-git':
      return new RemoteError(
        'not-a-git-server',
        'never',
        `Cannot reach "${name}": the answer is not git's, it starts with "${why.start.replace(/[^ -~]/g, '.')}"`,
        'use the clone URL as the host shows it; check for a proxy between',
        { applied },
      );
  }
}
