import type { Packet } from '../packets/pkt-line.ts';
import type { Answer } from './transport.ts';

/** The packets of `next`, and before them `first`, which was read from it already. */
export function unread(first: Packet | undefined, next: Answer['next']): Answer['next'] {
  let isRead = false;
  return async () => {
    if (isRead) return next();
    isRead = true;
    return first;
  };
}
