// Why no tag can be written where an image stands.

/** What is in the way of a tag. */
export interface Obstacle {
  /** Follows "has": `a variable in place of its tag`. */
  readonly reason: string;
  /** A field is missing that can be added. */
  readonly creatable: boolean;
}

/** Another program fills in the tag, or a part of it. */
export const variableTag: Obstacle = { reason: 'a variable in place of its tag', creatable: false };

/** The name stands in a field of its own, and no field beside it holds the tag. */
export const noTagField: Obstacle = { reason: 'no field for its tag', creatable: true };
