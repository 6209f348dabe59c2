// The order of a deploy among others: a scope, and a number that grows within it.

/** Which run of which pipeline. */
export interface DeployOrder {
  /** The pipeline that numbers its runs: `acme/web/.github/workflows/deploy.yml`. Only numbers of one scope are compared. */
  readonly scope: string;
  readonly number: number;
}

/** Where this run stands, and what that means. */
export interface OrderRule {
  /** `undefined`: nobody says it, so there is nothing to guard. */
  readonly order: DeployOrder | undefined;
  /** What is done about a run that a newer one has overtaken. */
  readonly ifSuperseded: 'skip' | 'fail' | 'deploy';
  /** A person started the run on purpose: it deploys, and says that it goes back. */
  readonly isByHand: boolean;
}

/**
 * Reads an order, `SCOPE NUMBER`. The number is the last word, so a scope may have blanks; several of them count as one,
 * because tools that rewrite messages change them.
 * @param text the value of a trailer, or of an input
 * @returns `undefined` where it is no order
 */
export function parseOrder(text: string): DeployOrder | undefined {
  const [, scope = '', digits = ''] = /^(.*\S)\s+(\d{1,15})$/.exec(plainText(text)) ?? [];
  return scope === '' ? undefined : { scope, number: Number(digits) };
}

/**
 * Writes an order as a trailer holds it.
 * @returns `SCOPE NUMBER`, in one line
 */
export function formatOrder({ scope, number }: DeployOrder): string {
  return `${plainText(scope)} ${number}`;
}

function plainText(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
