// The promises of the design in figures, compared with what was measured.
import { type Race, type SlowRace, slowWriters, writers } from './race.ts';
import { type Size, sizes } from './repository.ts';
import type { Look } from './side-by-side.ts';

/** A promise in figures: `measured` must reach `atLeast` or stay within `atMost`. NaN: not measured in this run. */
export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly unit: 'times' | 's' | 'MB' | 'kB' | '%' | 'requests' | 'writers' | 'pushes';
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

export type Verdict = 'met' | 'NOT MET' | 'not run';

export function judge({ measured, bound }: Goal): Verdict {
  if (Number.isNaN(measured)) return 'not run';
  const met = 'atLeast' in bound ? measured >= bound.atLeast : measured <= bound.atMost;
  return met ? 'met' : 'NOT MET';
}

export function goalsOf(look: Look, races: readonly Race[], slow: SlowRace): readonly Goal[] {
  const faster = (rival: 'usual' | 'hand', size: Size, atLeast: number, latencyMs = 50): Goal => ({
    what: `${fileCount(size)} files, ${latencyMs} ms: faster than ${rival === 'usual' ? 'the usual way' : 'the best by hand'}`,
    measured: look(size, latencyMs, rival, 'wallMs') / look(size, latencyMs, 'ours', 'wallMs'),
    unit: 'times',
    bound: { atLeast },
  });
  return [
    faster('usual', 200000, 30),
    {
      what: '200,000 files, 50 ms: fewer bytes than the usual way',
      measured: look(200000, 50, 'usual', 'bytes') / look(200000, 50, 'ours', 'bytes'),
      unit: 'times',
      bound: { atLeast: 20 },
    },
    faster('usual', 20000, 3.5),
    faster('usual', 500, 1),
    {
      what: '500 files, 0 ms: its time in times of the usual way',
      measured: look(500, 0, 'ours', 'wallMs') / look(500, 0, 'usual', 'wallMs'),
      unit: 'times',
      bound: { atMost: 1.5 },
    },
    faster('hand', 500, 1),
    faster('hand', 20000, 1),
    faster('hand', 200000, 1.8),
    {
      what: '50 ms: 200,000 files in times of 500 files',
      measured: look(200000, 50, 'ours', 'wallMs') / look(500, 50, 'ours', 'wallMs'),
      unit: 'times',
      bound: { atMost: 2.2 },
    },
    ...sizes.map(
      (size): Goal => ({
        what: `${fileCount(size)} files: peak memory`,
        measured: Math.max(...[0, 50].map((latency) => look(size, latency, 'ours', 'peakBytes'))) / 1e6,
        unit: 'MB',
        bound: { atMost: 150 },
      }),
    ),
    {
      what: `${writers} writers at once: landed, each once`,
      measured: races.find(({ name }) => name === 'ours')?.landed ?? Number.NaN,
      unit: 'writers',
      bound: { atLeast: writers },
    },
    ...slowGoals(slow),
  ];
}

function slowGoals({ landed, timesSerial, meanAttempts }: SlowRace): readonly Goal[] {
  const what = `${slowWriters} writers where a push takes a second`;
  return [
    {
      what: `${what}: landed, each once`,
      measured: landed,
      unit: 'writers',
      bound: { atLeast: slowWriters },
    },
    {
      what: `${what}: in times of one after the other`,
      measured: timesSerial,
      unit: 'times',
      bound: { atMost: 1.3 },
    },
    {
      what: `${what}: pushes each, on the mean`,
      measured: meanAttempts,
      unit: 'pushes',
      bound: { atMost: 6 },
    },
  ];
}

export function fileCount(size: Size): string {
  return size.toLocaleString('en');
}
