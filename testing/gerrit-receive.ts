// A stand-in for Gerrit, run by git as the `proc-receive` hook of a real repository: changes, patch sets, Change-Ids.
// Source of the texts: com.google.gerrit.server.git.receive.ReceiveCommits
import { git, type ReceivedPush, type ReceiveResult, receive } from './proc-receive.ts';

/** A change as the stand-in keeps it. */
export interface GerritChange {
  readonly number: number;
  readonly changeId: string;
  readonly branch: string;
  state: 'open' | 'merged' | 'abandoned';
  /** Commits. */
  readonly patchSets: string[];
  topic: string;
  hashtags: string[];
  reviewers: string[];
  isDraft: boolean;
}

/** Whom the server knows. */
const accounts = ['jo', 'kim'];

const refused = (why: string): ReceiveResult => ({ is: 'refused', why });

function take({ place, commit }: ReceivedPush, changes: GerritChange[]): ReceiveResult {
  const [branch = '', words = ''] = place.split('%');
  const options = words.split(',').map((word) => word.split('='));
  const all = (name: string) => options.flatMap(([key, value = '']) => (key === name ? [value] : []));
  const unknown = all('r').find((name) => !accounts.includes(name));
  if (unknown !== undefined) return refused(`Account '${unknown}' not found`);
  const [subject = '', changeId = ''] = git(
    ...['show', '-s', '--format=%s%n%(trailers:key=Change-Id,valueonly)', commit],
  ).split('\n');
  if (!/^I[0-9a-f]{40}$/.test(changeId)) return refused('missing Change-Id in message footer');
  const found = changes.find((change) => change.changeId === changeId && change.branch === branch);
  const page = (number: number) => `http://gerrit.example.com/c/acme/config/+/${number}`;
  if (found?.patchSets.includes(commit)) return refused('no new changes');
  if (found !== undefined && found.state !== 'open') return refused(`change ${page(found.number)} closed`);
  const change: GerritChange = found ?? {
    ...{ number: 1100 + changes.length, changeId, branch, state: 'open', patchSets: [] },
    ...{ topic: '', hashtags: [], reviewers: [], isDraft: false },
  };
  if (found === undefined) changes.push(change);
  change.patchSets.push(commit);
  change.topic = all('topic')[0] ?? change.topic;
  change.hashtags = [...new Set([...change.hashtags, ...all('hashtag')])];
  change.reviewers = [...new Set([...change.reviewers, ...all('r')])];
  change.isDraft = all('wip').length > 0;
  const last = String(change.number).slice(-2);
  git('update-ref', `refs/changes/${last}/${change.number}/${change.patchSets.length}`, commit);
  const remarks = `\nSUCCESS\n\n  ${page(change.number)} ${subject}${found === undefined ? ' [NEW]' : ''}\n\n`;
  return { is: 'ok', remarks, as: undefined };
}

receive<GerritChange[]>([], take);
