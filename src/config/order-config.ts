// Where this run stands among others of its pipeline, and what is done about one that a newer run has overtaken.
import { type DeployOrder, type OrderRule, parseOrder } from '../ledger/deploy-order.ts';
import type { CiRun } from './ci/ci-run.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import { parseOneLine } from './parsers.ts';

/**
 * Reads where this run stands among others.
 * @returns the input's order, else the CI's, and what it means
 */
export function readOrderRule(reader: InputReader, { order, isByHand }: CiRun): OrderRule {
  return {
    order: reader.parsed('order', parseGivenOrder) ?? order,
    ifSuperseded: reader.choice('if-superseded') ?? 'skip',
    isByHand,
  };
}

function parseGivenOrder(text: string): DeployOrder {
  const order = parseOrder(parseOneLine(text));
  if (order === undefined)
    throw invalidValue(
      'is not SCOPE NUMBER',
      'write the name of the pipeline and the number of its run, like "web 1712"',
    );
  return order;
}
