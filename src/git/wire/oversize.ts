/** More than there is room for: no damage, so that asking again does not help. */
export class OversizeError extends RangeError {
  override readonly name = 'OversizeError';
}
