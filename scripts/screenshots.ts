// Takes the pictures of the README with Chromium, out of what a real deploy writes now (`npm run screenshots`).
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Picture, pictureRecord, pictures } from './screenshots/pictures.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const chromium = process.env.CHROMIUM ?? 'chromium';
const mostBytes = 150_000;

const scratch = await mkdtemp(join(tmpdir(), 'gitops-deploy-screenshots-'));
try {
  const records: Record<string, object> = {};
  for (const picture of await pictures()) {
    const png = await take(picture);
    if (png.length > mostBytes) throw new Error(`"${picture.name}" has ${png.length} bytes`);
    await writeFile(join(folder, `${picture.name}.png`), png);
    records[`${picture.name}.png`] = pictureRecord(png, picture.html);
    console.log(`docs/pictures/${picture.name}.png  ${png.length} bytes`);
  }
  await writeFile(join(folder, 'pictures.json'), `${JSON.stringify(records, undefined, 2)}\n`);
} catch (error) {
  const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  console.error(
    isAbsent
      ? `Cannot take pictures: there is no "${chromium}"; install Chromium, or set CHROMIUM to its path`
      : `Cannot take pictures: ${String(error)}`,
  );
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** Twice: to learn how high the page is, and to take it whole. */
async function take({ name, html, width }: Picture): Promise<Buffer> {
  const [page, png] = [join(scratch, `${name}.html`), join(scratch, `${name}.png`)];
  await writeFile(page, html);
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${scratch}/profile`,
  ];
  const { stdout } = await run(chromium, [...flags, `--window-size=${width},1000`, '--dump-dom', page]);
  const height = /data-height="(\d+)"/.exec(stdout)?.[1] ?? '1000';
  const size = [`--window-size=${width},${height}`];
  await run(chromium, [...flags, ...size, `--screenshot=${png}`, page]);
  return readFile(png);
}
