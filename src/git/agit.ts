// Our branch on a server that makes pull requests out of what is pushed to `refs/for/`: the head of the request is all there is of it.
import { DeployError } from '../errors.ts';
import type { BranchParts } from './branch.ts';
import { noCommit } from './no-commit.ts';

/** What the server is asked, and told. Source: https://docs.gitea.com/usage/agit */
export interface AgitPlace {
  /**
   * Finds the head of the open request of a topic.
   * @returns its commit; `undefined` where there is none
   */
  readonly headOf: (topic: string, base: string) => Promise<string | undefined>;
  /** Writes the push options of a topic. */
  readonly optionsOf: (topic: string) => readonly string[];
}

/** Which names our branch and its base have. */
interface BranchNames {
  readonly base: string | undefined;
  readonly nameOf: (base: string) => string;
}

/**
 * Makes parts that read and push our branch as a topic. The server takes only what is on top of the head of its request, so
 * that nobody's push in between is lost.
 * @returns the parts
 */
export function agitParts(parts: BranchParts, names: BranchNames, agit: AgitPlace): BranchParts {
  const { discovery, pusher } = parts;
  let { base } = names;
  return {
    ...parts,
    discovery: {
      ...discovery,
      async tip(branch) {
        if (base === undefined || branch !== names.nameOf(base)) {
          const tip = await discovery.tip(branch);
          base ??= tip.branch;
          return tip;
        }
        const commit = await agit.headOf(branch, base);
        if (commit === undefined) throw noRequest(branch);
        if (!/^[0-9a-f]{40}$/.test(commit)) throw noHead(branch, commit);
        return { branch, commit };
      },
    },
    pusher: {
      ...pusher,
      push: (prepared, watch) => {
        const { branch: topic } = prepared;
        const pushOptions = [...prepared.pushOptions, `topic=${topic}`, ...agit.optionsOf(topic)];
        return pusher.pushTo(`refs/for/${base}`, { ...prepared, old: noCommit, pushOptions }, watch);
      },
    },
  };
}

function noRequest(topic: string): DeployError {
  const remedy = 'it is made by the next push';
  return new DeployError('branch-not-found', `Cannot find an open pull request of "${topic}"`, remedy);
}

function noHead(topic: string, commit: string): DeployError {
  return new DeployError(
    'unsupported-repository',
    `Cannot read the pull request of "${topic}": the server says that its head is "${commit.slice(0, 80)}", which is no commit`,
    'look at the request, and close it where its branch is gone: the next run opens another',
  );
}
