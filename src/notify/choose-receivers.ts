// Which receivers get a message: every one that is named for where the deploy goes.
import type { ReceiverLine } from '../remote/receivers.ts';
import { matchesWildcard } from '../wildcard.ts';

/** Where a deploy goes, as far as it is known. */
export interface DeployPlaces {
  readonly namespaces: readonly string[];
  readonly environment: string | undefined;
}

/**
 * Chooses receivers. What no line names goes to the lines without a name; a deploy of which nothing is known goes there too, or
 * to everybody where no line is without one.
 * @returns each receiver once
 */
export function chooseReceivers<To>(
  lines: readonly ReceiverLine<To>[],
  { namespaces, environment }: DeployPlaces,
): readonly To[] {
  const named = lines.filter(({ pattern }) => pattern !== undefined);
  const rest = lines.filter(({ pattern }) => pattern === undefined);
  const linesFor = (name: string) => named.filter(({ pattern = '' }) => matchesWildcard(pattern, name));
  const ofEnvironment = environment === undefined ? [] : linesFor(environment);
  const ofNamespaces = namespaces.map(linesFor);
  const isKnown = environment !== undefined || namespaces.length > 0;
  const allNamed =
    ofEnvironment.length > 0 || (namespaces.length > 0 && ofNamespaces.every((own) => own.length > 0));
  const others = isKnown || rest.length > 0 ? rest : lines;
  const chosen = [...ofEnvironment, ...ofNamespaces.flat(), ...(allNamed ? [] : others)];
  return [...new Map(chosen.map(({ to }) => [JSON.stringify(to), to])).values()];
}
