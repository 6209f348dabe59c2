// Builds the container for real and runs its tests against a git server and a Slack receiver on this machine.
import { findBaseImage } from './container/base-image.ts';
import { findEngine } from './container/engine.ts';
import { run } from './container/run.ts';

const image = 'gitops-deploy:test';
const engine = await findEngine();
try {
  const base = await findBaseImage(engine);
  console.log(`Building ${image} on ${base}`);
  const { env } = engine;
  await run('docker', ['build', '--quiet', `--build-arg=BASE_IMAGE=${base}`, `--tag=${image}`, '.'], { env });
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
  const tests = ['--testPathIgnorePatterns=/node_modules/', '--runInBand', '__tests__/container'];
  tests.push(...process.argv.slice(2));
  await run(process.execPath, [...jest, ...tests], { env: { ...env, GITOPS_DEPLOY_TEST_IMAGE: image } });
} finally {
  await engine.stop();
}
