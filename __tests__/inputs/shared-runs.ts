// Runs that rows share: all rows that ask for the same look at one run.
import type { BundleRun } from '../../testing/bundle.ts';
import type { InputScene } from '../../testing/input-scene.ts';
import type { InputTexts, Spelling } from '../../testing/input-spelling.ts';
import { oneFile } from './rows/manifests.ts';
import type { Row, Rows } from './rows/row.ts';

/** What a row saw, and the run that it looked at. */
interface Sight {
  readonly seen: unknown;
  readonly run: BundleRun;
}

/** What rows ask for: the inputs of a run by name, and how the row's own is spelled. */
interface Wish {
  readonly inputs: InputTexts;
  readonly way: Spelling | 'not given';
}

/** Runs once for all rows that ask for the same; each of them looks before the next run begins. */
export class SharedRuns {
  readonly #scene: InputScene;
  readonly #rows: Rows;
  readonly #names: readonly string[];
  readonly #sights = new Map<string, Promise<ReadonlyMap<string, Sight>>>();

  constructor(scene: InputScene, rows: Rows, names: readonly string[]) {
    this.#scene = scene;
    this.#rows = rows;
    this.#names = names;
  }

  /** A usual deploy with the input of a row. */
  given(name: string, spelling: Spelling): Promise<Sight> {
    return this.#look(name, (other) => {
      const { value, beside, withOthers } = this.#row(other);
      return { way: spelling, inputs: { ...(withOthers && this.#values()), ...beside, [other]: value } };
    });
  }

  /** A usual deploy without it; an empty input counts as not given. */
  notGiven(name: string): Promise<Sight> {
    return this.#look(name, (other) => ({
      way: 'not given',
      inputs: { ...this.#row(other).beside, [other]: '' },
    }));
  }

  async #look(name: string, wishOf: (name: string) => Wish): Promise<Sight> {
    const keyOf = (other: string): string => this.#key(this.#row(other), wishOf(other));
    const key = keyOf(name);
    const sharing = this.#names.filter((other) => keyOf(other) === key);
    const sights = this.#sights.get(key) ?? this.#run(sharing, sharing.map(wishOf));
    this.#sights.set(key, sights);
    const sight = (await sights).get(name);
    if (sight === undefined) throw new Error(`No row looked for "${name}"`);
    return sight;
  }

  async #run(sharing: readonly string[], wishes: readonly Wish[]): Promise<ReadonlyMap<string, Sight>> {
    const rows = sharing.map((name) => this.#row(name));
    const inputs = Object.assign({}, this.#usual(), ...wishes.map((wish) => wish.inputs));
    this.#scene.server.intercept(undefined);
    for (const { prepare } of rows) prepare?.();
    const way = wishes[0]?.way ?? 'not given';
    const run = await this.#scene.run(inputs, way === 'not given' ? 'flag' : way, rows[0]?.env ?? {});
    const sights = new Map<string, Sight>();
    for (const [index, { look }] of rows.entries())
      sights.set(sharing[index] ?? '', { seen: await look(run), run });
    return sights;
  }

  /** Runs with one key are the same. */
  #key({ env, prepare }: Row, { inputs, way }: Wish): string {
    const given = Object.entries({ ...this.#usual(), ...inputs }).filter(([, value]) => value !== '');
    return JSON.stringify([way, given.sort(), env, String(prepare)]);
  }

  #usual(): InputTexts {
    return { repository: this.#scene.server.url, file: oneFile, image: 'acme/web:v2' };
  }

  /** The values of all rows that are given in one run. */
  #values(): InputTexts {
    const rows = Object.entries(this.#rows).filter(([, { withOthers }]) => withOthers);
    return Object.fromEntries(rows.map(([name, { value }]) => [name, value]));
  }

  #row(name: string): Row {
    const row = this.#rows[name];
    if (row === undefined) throw new Error(`No row for "${name}"`);
    return row;
  }
}
