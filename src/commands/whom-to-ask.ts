// Whom to ask about a deploy that failed.
import { type ErrorCode, errors } from '../errors.ts';

/**
 * Says who can help, by what kind of failure it is.
 * @param repository the config repository, as it is shown to people
 * @param files paths and globs of the deploy
 * @returns the end of "Ask ..."; `undefined` where nobody has to be asked
 */
export function whomToAsk(
  code: ErrorCode,
  repository: string | undefined,
  files: readonly string[],
): string | undefined {
  if (code === 'superseded' || code === 'held') return undefined;
  if (code === 'image-missing' || code === 'not-a-registry') return 'whoever builds and pushes the image';
  const config = repository?.replace(/^https?:\/\/|\.git$/g, '') ?? 'the config repository';
  switch (errors[code].exit) {
    case 2:
      return 'whoever maintains this pipeline';
    case 3:
      return `whoever maintains ${files.length === 0 ? 'the files' : files.slice(0, 3).join(', ')} in ${config}`;
    case 4:
    case 5:
      return `whoever administers ${config}`;
    case 8:
      return `the administrator of the agent that deploys from ${config}`;
    case 1:
    case 6:
    case 7:
      return undefined;
  }
}
