// A hold that a later deploy says again, so that it is known however many commits follow the one that began it.
import { type DeployHold, holdTrailers, parseHold } from './deploy-hold.ts';
import { type DeployTarget, formatTargets, parseTargets, type TargetList } from './deploy-target.ts';
import { isoDate } from './iso-date.ts';

/** A hold with its places, and who began it when. */
export interface RecordedHold {
  /** The commit that began it. */
  readonly commit: string;
  /** The `Deploy-Id` of what began it: a rebase changes the commit's id, and not this one. */
  readonly id: string;
  /** When that was committed, milliseconds since 1970. */
  readonly date: number;
  readonly author: string;
  /** The page of the pipeline's run. */
  readonly run: string | undefined;
  readonly hold: DeployHold;
  readonly places: TargetList;
  /** Places that it held, and does not hold any more. */
  readonly except: readonly DeployTarget[];
}

/** A line of a message that belongs to a hold which is kept; the key in small letters. */
export interface KeptLine {
  readonly key: string;
  readonly value: string;
}

/** What the keys of these lines begin with. */
export const keptPrefix = 'deploy-kept';

/**
 * Writes the trailers of a hold that is kept: those of the commit that began it, under names of their own.
 * @returns keys and values; the first one tells one hold from the next
 */
export function keptTrailers({
  commit,
  id,
  date,
  author,
  run = '',
  hold,
  places,
  except,
}: RecordedHold): readonly KeptLine[] {
  const targets = [...formatTargets(places.targets), ...(places.isCut ? ['*'] : [])];
  const lines = [
    { key: 'Deploy-Date', value: new Date(date).toISOString() },
    { key: 'Deploy-Author', value: author },
    { key: 'Deploy-Run', value: run },
    ...holdTrailers(hold),
    ...[...new Set(targets)].map((value) => ({ key: 'Deploy-Target', value })),
    ...formatTargets(except).map((value) => ({ key: 'Deploy-Except', value })),
  ].filter(({ value }) => value !== '');
  const own = lines.map(({ key, value }) => ({ key: key.replace('Deploy-', 'Deploy-Kept-'), value }));
  return [{ key: 'Deploy-Kept', value: `${commit} ${id}` }, ...own];
}

/**
 * Reads the holds that a deploy keeps.
 * @param lines in the order of the message
 * @param fallback when the deploy was committed, for a hold without a date; milliseconds since 1970
 * @returns the holds; what is none is passed over
 */
export function parseKept(lines: readonly KeptLine[], fallback: number): readonly RecordedHold[] {
  const starts = lines.flatMap(({ key }, index) => (key === keptPrefix ? [index] : []));
  return starts.flatMap((start, index) => {
    const own = lines.slice(start + 1, starts[index + 1]);
    return recordedHold(lines[start]?.value ?? '', own, fallback) ?? [];
  });
}

function recordedHold(
  origin: string,
  lines: readonly KeptLine[],
  fallback: number,
): RecordedHold | undefined {
  const valuesOf = (key: string): readonly string[] =>
    lines.flatMap((line) => (line.key === key.replace('deploy-', `${keptPrefix}-`) ? [line.value] : []));
  const [, commit, id] = /^([0-9a-f]{40})\s+(\S.*)$/.exec(origin) ?? [];
  const hold = parseHold(valuesOf);
  if (commit === undefined || id === undefined || hold === undefined) return undefined;
  const date = isoDate(valuesOf('deploy-date').at(-1));
  return {
    commit,
    id,
    date: date === undefined ? fallback : Date.parse(date),
    author: valuesOf('deploy-author').at(-1) ?? 'somebody',
    run: valuesOf('deploy-run').at(-1),
    hold,
    places: parseTargets(valuesOf('deploy-target')),
    except: parseTargets(valuesOf('deploy-except')).targets,
  };
}
