// What a result says of the rollout, and of what was taken back: `--json` has objects, the outputs of the Action texts.

/** The fields of a JSON object. */
export type ResultFields = Readonly<Record<string, unknown>>;

/**
 * Says whether a value is an object with fields.
 * @returns whether it is
 */
export function isObject(value: unknown): value is ResultFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives a value that is a text.
 * @returns `undefined` where it is none
 */
export const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * Reads how the wait ended.
 * @param rollout an object, or the state alone
 * @returns the state, as it stands there
 */
export function rolloutIn(rollout: unknown): unknown {
  return isObject(rollout) ? rollout.state : rollout;
}

/**
 * Reads what became of taking the deploy back. The Action has a text for each field, empty where there is none.
 * @returns its fields; none where nothing was taken back
 */
export function rollbackIn({ rollout, ...outputs }: ResultFields): ResultFields {
  if (isObject(rollout)) return isObject(rollout.rollback) ? rollout.rollback : {};
  return {
    result: outputs['rollback-result'],
    commitUrl: outputs['rollback-commit-url'] || undefined,
    pullRequestUrl: outputs['rollback-pull-request-url'] || undefined,
  };
}
