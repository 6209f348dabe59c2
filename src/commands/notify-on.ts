// Whether people want to be told of an outcome.
import type { NotificationConfig } from '../config/notification-config.ts';
import type { Outcome } from './outcome.ts';

/**
 * Says whether people are told of an outcome, by the input `notify-on`.
 * @returns whether they are
 */
export function isWanted({ error }: Pick<Outcome, 'error'>, { notifyOn }: NotificationConfig): boolean {
  switch (notifyOn) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'success':
      return error === undefined;
    case 'failure':
      return error !== undefined;
  }
}
