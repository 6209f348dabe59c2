// Slack's web API as the bundle finds it: at the name slack.com, over TLS, behind a proxy that leads here.
import { startConnectProxy } from './connect-proxy.ts';
import { type SlackReceiver, startSlackReceiver } from './slack-receiver.ts';
import { makeCertificates } from './tls.ts';

/** A stand-in for `https://slack.com/api/`. */
export interface SlackWebApi extends Pick<SlackReceiver, 'posts' | 'answerNext'> {
  /** What a process needs in its environment to find this in the place of slack.com. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The name of every message that is posted. */
export const ts = '1700000000.000100';

/** https://docs.slack.dev/reference/methods/chat.postMessage */
const accepted = {
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ ok: true, channel: 'C0123456789', ts }),
};

/**
 * Starts a stand-in for Slack's web API on a free loopback port.
 * @returns the posts that arrive, and the environment that leads a process there
 */
export async function startSlackWebApi(): Promise<SlackWebApi> {
  const certificates = await makeCertificates(['DNS:slack.com']);
  const { key, cert } = certificates;
  const receiver = await startSlackReceiver({ tls: { key, cert }, usual: accepted });
  const proxy = await startConnectProxy({ to: receiver.port });
  return {
    posts: receiver.posts,
    answerNext: receiver.answerNext,
    env: {
      NODE_EXTRA_CA_CERTS: certificates.authority,
      HTTPS_PROXY: proxy.url,
    },
    async close() {
      await Promise.all([proxy.close(), receiver.close()]);
      await certificates.remove();
    },
  };
}
