// What the token of a GitHub App is for: which rights it is asked with, and what to set where the App lacks them.

/** What is done with a token. */
export type AppPurpose = 'push' | 'propose' | 'watch' | 'follow';

/** What a purpose takes. */
interface AppNeeds {
  /** By their names in the API: https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  /** What an App without them may not do, behind "it may". */
  readonly lacks: (repository: string) => string;
  /** The same by their names on the page of the App. */
  readonly names: string;
}

/** What each purpose takes. */
export const appNeeds: Readonly<Record<AppPurpose, AppNeeds>> = {
  push: {
    permissions: { contents: 'write' },
    lacks: (repository) => `not write to ${repository}`,
    names: '"Contents: Read and write"',
  },
  propose: {
    permissions: { contents: 'write', pull_requests: 'write' },
    lacks: (repository) => `not write to ${repository}, or not open pull requests there`,
    names: '"Contents: Read and write" and "Pull requests: Read and write"',
  },
  watch: {
    permissions: { contents: 'read', statuses: 'read', checks: 'read' },
    lacks: (repository) => `not read the statuses and check runs of commits of ${repository}`,
    names: '"Commit statuses: Read-only" and "Checks: Read-only"',
  },
  follow: {
    permissions: { contents: 'read' },
    lacks: (repository) => `not read ${repository}`,
    names: '"Contents: Read-only"',
  },
};
