// Every input, given from outside in every spelling, is seen where it has its effect.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inputNames } from '../../src/config/inputs.ts';
import type { BundleRun } from '../../testing/bundle.ts';
import { type InputScene, setInputScene } from '../../testing/input-scene.ts';
import { type Spelling, spellings } from '../../testing/input-spelling.ts';
import { hasSshd } from '../../testing/ssh-server.ts';
import { accessRows } from './rows/access.ts';
import { commitRows, originRows } from './rows/commit.ts';
import { files, oneFile } from './rows/manifests.ts';
import { placeRows } from './rows/places.ts';
import type { Row, Rows } from './rows/row.ts';
import { runRows } from './rows/run.ts';
import { slackRows } from './rows/slack.ts';

if (!hasSshd) process.stderr.write('Inputs for SSH are not tested: install openssh-server\n');
const names = inputNames.filter((name) => hasSshd || !name.startsWith('ssh-'));

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: object;
};
const actionInputs = Object.keys(action.inputs);

let scene: InputScene;
let rows: Rows;
beforeAll(async () => {
  scene = await setInputScene(files);
  const tables = [accessRows, placeRows, commitRows, originRows, slackRows, runRows];
  rows = Object.assign({}, ...tables.map((of) => of(scene)));
});
afterAll(() => scene.close());

test('every input has a row, and every row an input', () => {
  expect(Object.keys(rows).sort()).toEqual([...inputNames].sort());
});

describe.each(names)('%s', (name) => {
  test.each(spellings)('has its effect as %s', async (spelling) => {
    const row = rowOf(name);
    if (row.notAs === spelling) return expect(actionInputs).not.toContain(name);
    const run = await runRow(row, { [name]: row.value }, spelling);
    expect({ seen: await row.look(run), run }).toEqual({ seen: row.given, run });
  });

  test('has no effect where it is not given', async () => {
    const row = rowOf(name);
    const run = await runRow(row, { [name]: '' }, 'flag');
    expect({ seen: await row.look(run), run }).toEqual({ seen: row.absent, run });
  });
});

function rowOf(name: string): Row {
  const row = rows[name];
  if (row === undefined) throw new Error(`No row for "${name}"`);
  return row;
}

/** A usual deploy with the inputs of a row; an empty one counts as not given. */
function runRow(row: Row, inputs: Readonly<Record<string, string>>, spelling: Spelling): Promise<BundleRun> {
  const usual = { repository: scene.server.url, file: oneFile, image: 'acme/web:v2' };
  scene.server.intercept(undefined);
  row.prepare?.();
  return scene.run({ ...usual, ...row.beside, ...inputs }, spelling, row.env ?? {});
}
