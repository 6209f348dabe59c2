// Which limits of its service a message breaks, and a message that breaks none.
import { type ReceiverKind, type ReceiverLimit, receiverLimits } from './receiver-limits.ts';

/** Letters of a part, below which no message is cut. */
const leastSize = 200;

/**
 * Checks a message against every limit of its service.
 * @param message as it is sent, before it becomes JSON
 * @returns a sentence for each limit that is broken
 */
export function overLimits(kind: ReceiverKind, message: object): readonly string[] {
  return receiverLimits[kind].flatMap((limit) => {
    const sizes = limit.at.flatMap((path) => valuesAt(message, path)).map((value) => sizeOf(value, limit));
    const counted = limit.together ? [sizes.reduce((sum, size) => sum + size, 0)] : sizes;
    const where = `${kind}: ${limit.at.join(' + ')}`;
    return counted
      .filter((size) => size < limit.least || size > limit.most)
      .map((size) => `${where} has ${size} ${limit.counts}, not ${limit.least} to ${limit.most}`);
  });
}

/**
 * Makes a message that its service takes: with shorter parts, as long as it breaks a limit.
 * @param most letters of a part, to begin with
 * @param make makes the message with parts of so many letters
 * @returns the message
 */
export function fitted<Message extends object>(
  kind: ReceiverKind,
  most: number,
  make: (most: number) => Message,
): Message {
  const message = make(most);
  const smaller = Math.floor(most / 2);
  return smaller < leastSize || overLimits(kind, message).length === 0
    ? message
    : fitted(kind, smaller, make);
}

/** Every value that a path leads to. */
function valuesAt(message: unknown, path: string): readonly unknown[] {
  if (path === '$') return [message];
  return path.split('.').reduce<readonly unknown[]>(
    (values, key) =>
      values.flatMap((value) => {
        if (key === '*') return Array.isArray(value) ? value : [];
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
        return Object.entries(value).flatMap(([name, inner]) =>
          name === key && inner !== undefined ? [inner] : [],
        );
      }),
    [message],
  );
}

function sizeOf(value: unknown, { counts }: ReceiverLimit): number {
  const text = typeof value === 'string' && counts === 'letters' ? value : JSON.stringify(value);
  switch (counts) {
    case 'letters':
      return text.length;
    case 'items':
      return Array.isArray(value) ? value.length : 0;
    case 'bytes':
      return new TextEncoder().encode(text).length;
  }
}
