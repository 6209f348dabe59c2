// Gerrit: a company's own.

import { permanent, readOnly } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { type Host, unknownHost } from './host.ts';

export const gerrit: Host = {
  ...unknownHost,
  kind: 'gerrit',
  nameWords: ['gerrit'],
  // https://gerrit-review.googlesource.com/Documentation/error-messages.html
  refusals: [
    permanent(
      /invalid (?:committer|author)|email address \S+ is not registered in your account|lack 'forge (?:author|committer)'/i,
      `use as ${inputName('author')} a name and an address that the account has registered in Gerrit`,
    ),
    permanent(
      /missing change-id/i,
      `the branch takes changes for review only: set ${inputName('mode')} to "auto", or give ${inputName('branch')} a name that takes direct pushes`,
    ),
    permanent(
      /project state (?:\S+ )?does not permit|project is read only/i,
      'the project is closed: ask the administrator of the server to set its state to active',
      'permission-denied',
    ),
    permanent(
      /not signed-off-by (?:author|committer|uploader)/i,
      'the project asks for a line "Signed-off-by: Name <address>" at the end of the commit message',
    ),
    readOnly(/upload denied for project/i, 'give this account the right to push to the project'),
    permanent(
      /contains banned commit/i,
      'the project has banned this commit: ask the administrator of the server',
    ),
    permanent(
      /prohibited by gerrit/i,
      `set ${inputName('mode')} to "auto" to send the change for review, or give ${inputName('branch')} a name that takes direct pushes`,
    ),
  ],
};
