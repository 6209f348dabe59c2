// Telling everybody at once: one who cannot be told keeps nobody else from it.
import type { Notification, Notifier } from './notification.ts';

/**
 * Says to everybody how a deploy stands.
 * @param until when to give up, milliseconds of the monotonic clock
 * @returns a sentence for a warning for each who could not be told
 */
export async function notifyAll(
  notifiers: readonly Notifier[],
  notification: Notification,
  until: number,
): Promise<readonly string[]> {
  const deliveries = notifiers.map((notifier) => notifier.notify(notification, until));
  const ends = await Promise.allSettled(deliveries);
  return ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason.message)] : []));
}
