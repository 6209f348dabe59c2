// What goes to the files: as the inputs say it, or as the history or other files have it.
import { type EditConfig, readEdit } from './edit-config.ts';
import type { InputReader } from './input-reader.ts';
import { type PromotionConfig, readPromotionEdit } from './promotion-config.ts';
import { type RollbackConfig, readRollbackEdit } from './rollback-config.ts';

/**
 * Reads what goes to the files; what is wrong is noted by the reader.
 * @param rollback where the history has it
 * @param promotion where other files have it
 * @returns the target; without the values that are found later
 */
export function readChange(
  reader: InputReader,
  rollback: RollbackConfig | undefined,
  promotion: PromotionConfig | undefined,
): EditConfig {
  if (rollback !== undefined) return readRollbackEdit(reader, rollback);
  if (promotion !== undefined) return readPromotionEdit(reader, promotion);
  const tag = reader.list('tag-policy').length > 0;
  return readEdit(reader, { tag, digest: reader.text('image-check') === 'digest' });
}
