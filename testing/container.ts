// The container, run as a pipeline runs it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export interface ContainerRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ContainerOptions {
  /** Variables of the process in the container. */
  readonly env?: Readonly<Record<string, string>>;
  /** More arguments of `docker run`. */
  readonly docker?: readonly string[];
}

/** The image under test; `npm run test:container` builds it and says its name. */
function imageUnderTest(): string {
  const image = process.env.GITOPS_DEPLOY_TEST_IMAGE;
  if (image) return image;
  throw new Error('Cannot test the container: no image is built; run "npm run test:container"');
}

/**
 * Runs the image to its end, on the host's network, so that it reaches servers on loopback. It gets as little as a
 * careful cluster gives: no capability, no way to gain one, and nowhere to write.
 */
export async function runContainer(
  args: readonly string[],
  { env = {}, docker = [] }: ContainerOptions = {},
): Promise<ContainerRun> {
  const locked = ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
  const variables = Object.entries(env).map(([name, value]) => `--env=${name}=${value}`);
  const options = ['--rm', '--network=host', ...locked, ...variables, ...docker];
  try {
    const { stdout, stderr } = await exec('docker', ['run', ...options, imageUnderTest(), ...args]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as ContainerRun;
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}

/** What `docker image inspect` says of the image under test. */
export async function inspectImage(): Promise<{ Config: { User: string; Entrypoint: string[] } }> {
  const { stdout } = await exec('docker', ['image', 'inspect', imageUnderTest()]);
  const [image] = JSON.parse(stdout) as { Config: { User: string; Entrypoint: string[] } }[];
  if (!image) throw new Error(`Cannot inspect "${imageUnderTest()}": Docker knows nothing of it`);
  return image;
}
