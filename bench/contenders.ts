// The contenders: this tool, and the ways in which people deploy today.
import { fileURLToPath } from 'node:url';

/** One deploy that each contender does in its own way. */
export interface Job {
  readonly url: string;
  /** Path of the manifest, name of the image in it, and its new tag. */
  readonly path: string;
  readonly image: string;
  readonly tag: string;
}

export type Name = 'ours' | 'usual' | 'hand';

export const titles: Readonly<Record<Name, string>> = {
  ours: 'gitops-deploy',
  usual: 'the usual way',
  hand: 'the best by hand',
};

/** The words of a fresh process that does the job in an empty folder. */
export function commandOf(name: Name, job: Job, bundle: string): readonly string[] {
  switch (name) {
    case 'ours':
      return [
        process.execPath,
        bundle,
        `--repository=${job.url}`,
        `--file=${job.path}`,
        `--image=${job.image}:${job.tag}`,
        '--json',
      ];
    case 'usual':
      return shell(usual, job);
    case 'hand':
      return shell(hand, job);
  }
}

export const defaultBundle = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Two retries, as pipelines have them; prints the number of the try that landed. */
export const racingCommand = (job: Job): readonly string[] => shell(usualWithRetries, job);

const shell = (script: string, job: Job): readonly string[] => [
  'sh',
  '-euc',
  script,
  'sh',
  job.url,
  job.path,
  job.image,
  job.tag,
];

const edit = `
sed -i "s|image: $3:.*|image: $3:$4|" "$2"
git add "$2"
git commit -q -m "Deploy $3:$4"`;

const usual = `
git clone -q --depth=1 "$1" config
cd config${edit}
git push -q origin HEAD`;

// No cone: a cone would fetch the file's neighbours and every file above it too.
const hand = `
git clone -q --filter=blob:none --no-checkout --sparse --depth=1 "$1" config
cd config
git sparse-checkout set --no-cone "/$2"
git checkout -q${edit}
git push -q origin HEAD`;

const usualWithRetries = `
git clone -q --depth=1 "$1" config
cd config${edit}
for try in 1 2 3; do
  if git push -q origin HEAD; then echo "$try"; exit 0; fi
  if [ "$try" -lt 3 ]; then git pull -q --rebase; fi
done
exit 1`;
