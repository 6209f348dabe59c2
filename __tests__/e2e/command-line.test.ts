// The process that the bundle is: exit code, streams, what it sets for the network.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundlePath, runBundle } from '../../testing/bundle.ts';
import { startGitServer } from '../../testing/git-server.ts';

test('help is printed, and is a success', async () => {
  expect(await runBundle(['help'])).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('Usage:'),
    stderr: '',
  });
});

test('bad input is told on stderr, and is exit code 2', async () => {
  const says = expect.stringContaining('is not a command');
  expect(await runBundle(['deplyo'])).toMatchObject({ exit: 2, stdout: '', stderr: says });
});

test.each(['version', '--version'])('%s says the version', async (word) => {
  expect(await runBundle([word])).toMatchObject({
    exit: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test('the reader of the log may go away: the exit code is that of the deploy', async () => {
  const server = await startGitServer({
    files: { 'web.yaml': 'kind: Deployment\nspec: {image: acme/web:v1}\n' },
  });
  try {
    const flags = ['--repository', server.url, '--file', 'web.yaml', '--image', 'acme/web:v2'];
    const child = spawn(process.execPath, [bundlePath, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await server.repository.git('rev-list', '--count', 'main')).toBe('2\n');
  } finally {
    await server.close();
  }
});

test('a server far away has time to shake hands, though its host has more addresses than one', async () => {
  const said = 'process.stderr.write(String(net.getDefaultAutoSelectFamilyAttemptTimeout()))';
  const code = `import net from 'node:net'; process.on('exit', () => ${said})`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  const { stderr } = await runBundle(['version'], {}, { NODE_OPTIONS });
  expect(Number(stderr)).toBeGreaterThan(1000);
});

test('on GitHub the log names the code too: the title of an annotation is not in it', async () => {
  const { exit, stdout } = await runBundle([], {}, { GITHUB_ACTIONS: 'true' });
  expect([exit, stdout]).toEqual([2, expect.stringMatching(/^::error [^:]*::[^\n]* \[invalid-input\]%0A/m)]);
});
