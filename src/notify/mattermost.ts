// Mattermost as a place to tell people: an incoming webhook, which answers `ok`.
import { httpMeaning } from './answer-meaning.ts';
import { mattermostMessage } from './mattermost-message.ts';
import { jsonPost, type UrlService } from './url-receiver.ts';

/** It takes every post for a new one: https://developers.mattermost.com/integrate/webhooks/incoming/ */
export const mattermost: UrlService = {
  name: 'Mattermost',
  retryRules: { isRepeatable: false, meaningOf: httpMeaning },
  wants: () => true,
  write: (notification, url) => [jsonPost(url, mattermostMessage(notification))],
  remedyOf: (status) =>
    status === 400 || status === 404
      ? 'check that the webhook exists, and that incoming webhooks are enabled'
      : undefined,
};
