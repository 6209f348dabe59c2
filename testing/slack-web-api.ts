// Slack's web API as the bundle finds it: at the name slack.com, over TLS, where no setting leads it elsewhere.
import { type SlackReceiver, startSlackReceiver } from './slack-receiver.ts';
import { makeCertificates } from './tls.ts';

/** A stand-in for `https://slack.com/api/`. */
export interface SlackWebApi extends Pick<SlackReceiver, 'posts'> {
  /** What a process needs in its environment to find this in the place of slack.com. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** https://docs.slack.dev/reference/methods/chat.postMessage */
const accepted = { headers: { 'Content-Type': 'application/json' }, body: '{"ok":true}' };

/**
 * Starts a stand-in for Slack's web API on a free loopback port.
 * @returns the posts that arrive, and the environment that leads a process there
 */
export async function startSlackWebApi(): Promise<SlackWebApi> {
  const certificates = await makeCertificates(['DNS:slack.com']);
  const { key, cert } = certificates;
  const receiver = await startSlackReceiver({ tls: { key, cert }, usual: accepted });
  return {
    posts: receiver.posts,
    env: {
      NODE_EXTRA_CA_CERTS: certificates.authority,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(connectTo(receiver.port))}`,
    },
    async close() {
      await receiver.close();
      await certificates.remove();
    },
  };
}

/** Does what a line in /etc/hosts does for a name, and for the port too, which is not ours to listen on. */
function connectTo(port: number): string {
  return `
    import { Socket } from 'node:net';
    const { connect } = Socket.prototype;
    Socket.prototype.connect = function (...given) {
      const options = [given].flat(2)[0];
      if (options?.host === 'slack.com') Object.assign(options, { host: '127.0.0.1', port: ${port} });
      return connect.apply(this, given);
    };`;
}
