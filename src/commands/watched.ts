import type { Repository } from '../change/land-edit.ts';
import type { Outcome } from './outcome.ts';

/** What is known of a landing while it goes on, for the report of one that fails. */
export type Seen = Pick<Outcome, 'branch' | 'commit' | 'attempts'>;

/** The same repository; `note` hears of every attempt before it is made. */
export function watched(repository: Repository, note: (seen: Seen) => void): Repository {
  return {
    land: (branch, options) => {
      let attempts = 0;
      return repository.land(branch, {
        ...options,
        prepare: async (snapshot, number) => {
          const tip = { branch: snapshot.branch, commit: snapshot.commit };
          note({ ...tip, attempts });
          const draft = await options.prepare(snapshot, number);
          if (draft !== undefined && !options.dryRun) attempts += 1;
          note({ ...tip, attempts });
          return draft;
        },
      });
    },
  };
}
