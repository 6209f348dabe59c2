// A row of the table of inputs.

/** One input. */
export interface Input {
  readonly help: string;
  /** A `list` is newline-separated, a `switch` is true or false, everything else one text. */
  readonly kind: 'list' | 'switch' | undefined;
  readonly default: string | undefined;
  /** Never printed: masked wherever it would appear. */
  readonly secret: boolean;
  /** The only values that are allowed; a switch does not say its own. */
  readonly oneOf: readonly string[] | undefined;
  /** The variable of lboix/gitops-deploy with the same meaning, or those that make it up together. */
  readonly aliases: readonly string[] | undefined;
  /** The path of a file may stand for what is in it. */
  readonly orFile: boolean;
  /** A variable in it (`${X}`) is meant for whoever reads what it makes; in any other, nothing has replaced it. */
  readonly keepsVariables: boolean;
  /** What action.yml gives where the user gives nothing: it arrives as if it was given. */
  readonly actionDefault: string | undefined;
}

/**
 * Gives the values that an input may have.
 * @returns `undefined` where the set is not closed
 */
export function allowedValues({ kind, oneOf }: Pick<Input, 'kind' | 'oneOf'>): readonly string[] | undefined {
  return kind === 'switch' ? ['true', 'false'] : oneOf;
}

/** A row of the table, which says only what is not usual. */
export type InputRow = Partial<Input> & Pick<Input, 'help'>;

const usual = {
  kind: undefined,
  default: undefined,
  secret: false,
  oneOf: undefined,
  aliases: undefined,
  orFile: false,
  keepsVariables: false,
  actionDefault: undefined,
} as const;

/**
 * Fills a row with what is usual.
 * @returns every column of it
 */
export function completeInput(row: InputRow): Input {
  return { ...usual, ...row };
}
