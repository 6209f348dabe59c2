// The messages of a deploy as a page that looks like Slack's and Microsoft Teams' own.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { htmlPage } from '../scripts/screenshots/html.ts';
import { slackHtml } from '../scripts/screenshots/slack-page.ts';
import { teamsHtml } from '../scripts/screenshots/teams-page.ts';
import { escapeHtml } from '../src/html-entities.ts';
import type { TeamsMessage } from '../src/notify/teams-message.ts';
import type { SlackMessage } from '../testing/slack-receiver.ts';

/**
 * Writes the page to a temporary file.
 * @param slack what Slack was sent
 * @param teams what Microsoft Teams was sent
 * @returns its path
 */
export async function writeMessagePage(slack: SlackMessage, teams: TeamsMessage): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'gitops-deploy-demo-')), 'messages.html');
  const pages = [htmlPage('slack', slackHtml(slack)), htmlPage('teams', teamsHtml(teams))];
  const frames = pages.map(
    (page) => `<iframe width="780" height="260" srcdoc="${escapeHtml(page)}"></iframe>`,
  );
  await writeFile(
    path,
    `<!doctype html><meta charset="utf-8"><title>Messages</title>${frames.join('<br>')}\n`,
  );
  return path;
}
