// Tests of inputs, each given from outside in every spelling, and seen where it has its effect.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { InputName } from '../../src/config/inputs.ts';
import { type InputScene, setInputScene } from '../../testing/input-scene.ts';
import { spellings } from '../../testing/input-spelling.ts';
import { hasSshd } from '../../testing/ssh-server.ts';
import { files } from './rows/manifests.ts';
import type { MakeRows, Rows } from './rows/row.ts';
import { SharedRuns } from './shared-runs.ts';

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: object;
};
const actionInputs = Object.keys(action.inputs);

/**
 * Tests inputs by tables that share a scene.
 * @param inputs the names of all inputs in the tables
 * @param tables their rows
 */
export function describeInputs(inputs: readonly InputName[], tables: readonly MakeRows[]): void {
  const names = inputs.filter((name) => hasSshd || !name.startsWith('ssh-'));
  let scene: InputScene;
  let rows: Rows;
  let runs: SharedRuns;
  beforeAll(async () => {
    scene = await setInputScene(files);
    rows = Object.assign({}, ...tables.map((of) => of(scene)));
    runs = new SharedRuns(scene, rows, names);
  });
  afterAll(() => scene.close());

  test('each of these inputs has a row, and each row is one of them', () => {
    expect(Object.keys(rows).sort()).toEqual([...inputs].sort());
  });

  describe.each(names)('%s', (name) => {
    test.each(spellings)('has its effect as %s', async (spelling) => {
      const row = rows[name];
      if (row?.notAs === spelling) return expect(actionInputs).not.toContain(name);
      const { seen, run } = await runs.given(name, spelling);
      expect({ seen, run }).toEqual({ seen: row?.given, run });
    });

    test('has no effect where it is not given', async () => {
      const { seen, run } = await runs.notGiven(name);
      expect({ seen, run }).toEqual({ seen: rows[name]?.absent, run });
    });
  });
}
