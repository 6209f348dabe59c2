// Microsoft Teams as a place to tell people: a workflow that is started by a webhook. It answers 202, and names no message.
import { httpMeaning } from './answer-meaning.ts';
import { teamsMessage } from './teams-message.ts';
import { jsonPost, type UrlService } from './url-receiver.ts';

const workflow = 'a workflow of Teams ("Post to a channel when a webhook request is received")';

/** Each request starts the workflow again: https://learn.microsoft.com/connectors/teams/#microsoft-teams-webhook */
export const teams: UrlService = {
  name: 'Microsoft Teams',
  retryRules: { isRepeatable: false, meaningOf: httpMeaning },
  wants: () => true,
  write: (notification, url) => [jsonPost(url, teamsMessage(notification))],
  remedyOf: (status) => {
    if (status === 401 || status === 403)
      return `let anyone trigger the workflow, and copy its address again: it needs ${workflow}`;
    if (status === 404 || status === 410)
      return `copy the address of the workflow again: it needs ${workflow}`;
    return undefined;
  },
};
