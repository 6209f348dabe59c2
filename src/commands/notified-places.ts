// What became of telling people, for the log and the report.
import type { Delivery } from '../notify/audience.ts';
import type { NotifiedPlace } from '../report/report.ts';
import type { CommandContext } from './command.ts';

/**
 * Says in the log what is to be known of each delivery.
 * @returns everybody who was to be told
 */
export function notifiedPlaces(
  deliveries: readonly Delivery[],
  { log, warn }: Pick<CommandContext, 'log' | 'warn'>,
): readonly NotifiedPlace[] {
  for (const { warning, note } of deliveries) {
    if (note !== undefined) log(`Note: ${note}`);
    if (warning !== undefined) warn(warning);
  }
  return deliveries.map(({ place, warning }) => ({ place, delivered: warning === undefined }));
}
