// Gerrit: a company's own.
import { permanent } from '../http/refusal-rule.ts';
import { type Host, unknownHost } from './host.ts';

export const gerrit: Host = {
  ...unknownHost,
  kind: 'gerrit',
  nameWords: ['gerrit'],
  refusals: [
    permanent(
      /prohibited by gerrit/i,
      'give "branch" a name that takes direct pushes; others go to refs/for/',
    ),
  ],
};
