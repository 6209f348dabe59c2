// A stand-in for Gitea's and Forgejo's AGit, run by git as the `proc-receive` hook of a real repository.
// Source: services/agit/agit.go of both.
import { git, type ReceivedPush, type ReceiveResult, receive } from './proc-receive.ts';

/** A request that was made of a push. */
export interface AgitRequest {
  readonly number: number;
  readonly topic: string;
  /** Who pushed it: a topic is another one for each. */
  readonly user: string;
  readonly base: string;
  readonly title: string;
  readonly description: string;
  /** Commits that were its head, in order. */
  readonly heads: string[];
  /** It was merged or closed: the next push of its topic makes another one. */
  readonly isClosed?: boolean;
}

/** Whoever pushes in the tests. */
const pusher = 'deployer';

const refused = (why: string): ReceiveResult => ({ is: 'refused', why });

function take({ place: base, commit, options }: ReceivedPush, requests: AgitRequest[]): ReceiveResult {
  const topic = options.get('topic') ?? '';
  if (topic === '') return refused('topic-branch is not set');
  const found = requests.find(
    (each) => each.topic === topic && each.base === base && each.user === pusher && !each.isClosed,
  );
  const old = found?.heads.at(-1);
  if (old === commit) return refused('new commit is same with old commit');
  const isBehind = old !== undefined && git('rev-list', '--max-count=1', old, `^${commit}`) !== '';
  if (isBehind && !options.has('force-push')) return refused('request `force-push` push option');
  const subject = git('show', '-s', '--format=%s', commit);
  const request = found ?? {
    number: requests.length + 1,
    ...{ topic, user: pusher, base, title: options.get('title') ?? subject, heads: [] },
    description: options.get('description') ?? '',
  };
  if (found === undefined) requests.push(request);
  request.heads.push(commit);
  const head = `refs/pull/${request.number}/head`;
  git('update-ref', head, commit);
  const page = `http://gitea.example.com/acme/config/pulls/${request.number}`;
  return { is: 'ok', remarks: `\nVisit the existing pull request:\n  ${page}\n\n`, as: head };
}

receive<AgitRequest[]>([], take);
