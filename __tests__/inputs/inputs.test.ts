// Every input, given from outside in every spelling, is seen where it has its effect.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inputNames } from '../../src/config/inputs.ts';
import { type InputScene, setInputScene } from '../../testing/input-scene.ts';
import { spellings } from '../../testing/input-spelling.ts';
import { hasSshd } from '../../testing/ssh-server.ts';
import { accessRows } from './rows/access.ts';
import { commitRows, originRows } from './rows/commit.ts';
import { files } from './rows/manifests.ts';
import { placeRows } from './rows/places.ts';
import type { Rows } from './rows/row.ts';
import { runRows } from './rows/run.ts';
import { slackRows } from './rows/slack.ts';
import { SharedRuns } from './shared-runs.ts';

if (!hasSshd) process.stderr.write('Inputs for SSH are not tested: install openssh-server\n');
const names = inputNames.filter((name) => hasSshd || !name.startsWith('ssh-'));

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: object;
};
const actionInputs = Object.keys(action.inputs);

let scene: InputScene;
let rows: Rows;
let runs: SharedRuns;
beforeAll(async () => {
  scene = await setInputScene(files);
  const tables = [accessRows, placeRows, commitRows, originRows, slackRows, runRows];
  rows = Object.assign({}, ...tables.map((of) => of(scene)));
  runs = new SharedRuns(scene, rows, names);
});
afterAll(() => scene.close());

test('every input has a row, and every row an input', () => {
  expect(Object.keys(rows).sort()).toEqual([...inputNames].sort());
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
