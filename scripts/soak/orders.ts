// What orders and holds promise, asked of git: the messages are read here, and not by the code that is to be proven.
import type { BareRepository } from '../../testing/bare-repository.ts';

/** A deploy as its commit tells it. */
interface Told {
  readonly hash: string;
  readonly target: string;
  readonly image: string;
  readonly scope: string;
  readonly number: number;
  readonly isRollback: boolean;
  readonly held: readonly string[];
  readonly heldNumber: number | undefined;
}

/** What a target does not get: a value, and what is older. */
interface Held {
  readonly values: readonly string[];
  readonly number: number | undefined;
}

/**
 * Finds where the branch breaks what orders and holds promise.
 * @returns a sentence for each deploy of a lower order after a higher one, and for each value that came after its hold
 */
export async function brokenOrders(repository: BareRepository): Promise<string[]> {
  const messages = await repository.git(
    'log',
    '--reverse',
    '--format=%H%n%(trailers:only,unfold)%x00',
    'main',
  );
  const deploys = messages.split('\0').flatMap((text) => toldIn(text.trim()));
  const highest = new Map<string, number>();
  const holds = new Map<string, readonly Held[]>();
  return deploys.flatMap((told) => {
    const { hash, target, image, scope, number, isRollback, held, heldNumber } = told;
    const before = highest.get(`${target} ${scope}`) ?? 0;
    const open = holds.get(target) ?? [];
    const isOlder = (each: Held): boolean => !isRollback && scope === 'soak' && number <= (each.number ?? 0);
    const isHeld = open.some((each) => each.values.includes(image) || isOlder(each));
    const isNewer = (each: Held): boolean =>
      !isRollback && scope === 'soak' && number > (each.number ?? Infinity);
    const left = open.filter((each) => !isNewer(each));
    holds.set(target, held.length === 0 ? left : [...left, { values: held, number: heldNumber }]);
    highest.set(`${target} ${scope}`, Math.max(before, number));
    return [
      ...(!isRollback && number < before ? [`${hash} deploys run ${number} after run ${before}`] : []),
      ...(isHeld ? [`${hash} deploys ${image}, which is held there`] : []),
    ];
  });
}

function toldIn(text: string): readonly Told[] {
  const [hash = '', ...lines] = text.split('\n');
  const valuesOf = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const [image] = valuesOf('Deploy-Image');
  const [target] = valuesOf('Deploy-Target');
  if (image === undefined || target === undefined) return [];
  const [scope = '', number] = valuesOf('Deploy-Order')[0]?.split(' ') ?? [];
  const heldNumber = valuesOf('Deploy-Hold-Order')
    .map((order) => order.split(' '))
    .find(([each]) => each === 'soak')?.[1];
  return [
    {
      ...{ hash, target, image, scope, number: Number(number) },
      isRollback: valuesOf('Deploy-Reverts').length > 0,
      held: valuesOf('Deploy-Hold'),
      heldNumber: heldNumber === undefined ? undefined : Number(heldNumber),
    },
  ];
}
