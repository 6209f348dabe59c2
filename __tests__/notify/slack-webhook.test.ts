import { HttpClient } from '../../src/http/client.ts';
import { composeNotification } from '../../src/notify/compose-notification.ts';
import { SlackWebhook } from '../../src/notify/slack-webhook.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { pushedFacts } from '../../testing/deploy-facts.ts';

test('a webhook whose host does not exist is tried twice, and said in words', async () => {
  const client = new HttpClient(plainNetwork);
  let failures = 0;
  const random = (): number => {
    failures += 1;
    return 0;
  };
  const clocks = { now: Date.now, monotonicNow: () => performance.now() };
  const url = `https://${'x'.repeat(64)}.invalid/services/T/B/x`;
  const webhook = new SlackWebhook('Slack by webhook', url, [], { client, random, ...clocks });
  const told = webhook.notify(composeNotification(pushedFacts), performance.now() + 60_000);
  await expect(told).rejects.toThrow(
    'there is no host of that name: check the address of the webhook, and the proxy',
  );
  expect(failures).toBe(2);
  client.close();
});
