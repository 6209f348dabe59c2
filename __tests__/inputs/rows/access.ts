// Rows of the inputs that say where the config repository is, and by what right it is written.
import { appId, appKey } from '../../../testing/github-api.ts';
import { oneChange } from './manifests.ts';
import type { MakeRows, Rows } from './row.ts';

export const accessNames = [
  'repository',
  'branch',
  'token',
  'username',
  'app-id',
  'app-private-key',
  'app-installation-id',
  'allow-http',
  'ssh-key',
  'ssh-known-hosts',
] as const;

const token = 'S3cretToken';

export const accessRows: MakeRows = (scene) => {
  const { server, landed, logins } = scene;
  return {
    repository: {
      value: server.url,
      withOthers: true,
      look: async () => [...(await landed('main')), ...(await landed('staging'))],
      given: oneChange,
      absent: [],
    },
    branch: {
      value: 'staging',
      withOthers: true,
      look: async () => ({ main: await landed('main'), staging: await landed('staging') }),
      given: { main: [], staging: oneChange },
      absent: { main: oneChange, staging: [] },
    },
    token: {
      value: token,
      withOthers: true,
      look: logins,
      // With the user name of the next row.
      given: [`deployer:${token}`],
      absent: [],
    },
    username: {
      value: 'deployer',
      withOthers: true,
      beside: { token },
      look: logins,
      given: [`deployer:${token}`],
      absent: [`x-access-token:${token}`],
    },
    'allow-http': {
      value: 'true',
      beside: { token, repository: scene.remote.url },
      env: scene.remote.env,
      look: async () => ({ logins: logins(), landed: await landed() }),
      given: { logins: [`x-access-token:${token}`], landed: oneChange },
      absent: { logins: [], landed: [] },
    },
    ...appRows(scene),
    ...sshRows(scene),
  };
};

function appRows({ server, githubApi, logins }: Parameters<MakeRows>[0]): Rows {
  const origin = `http://127.0.0.1:${server.port}`;
  const repository = `${origin}/acme/config.git`;
  const env = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: origin, GITHUB_API_URL: githubApi.url };
  // Every token has another number.
  const look = () => logins().map((login) => login.replace(/\d+$/, ''));
  const given = ['x-access-token:ghs_installation'];
  const app = { 'app-id': appId, 'app-private-key': appKey };
  return {
    'app-id': {
      value: appId,
      beside: { 'app-private-key': appKey, repository },
      env,
      look,
      given,
      absent: [],
    },
    'app-private-key': {
      value: appKey,
      beside: { 'app-id': appId, repository },
      env,
      look,
      given,
      absent: [],
    },
    'app-installation-id': {
      value: '77',
      beside: { ...app, repository },
      env,
      look: () => githubApi.requests.map(({ method }) => method),
      given: ['POST'],
      absent: ['GET', 'POST'],
    },
  };
}

function sshRows({ ssh, key }: Parameters<MakeRows>[0]): Rows {
  const repository = ssh?.url ?? '';
  const knownHosts = ssh?.knownHosts ?? '';
  const look = () => ssh?.repository.diff('start..main');
  return {
    'ssh-key': {
      value: key.privateKey,
      beside: { repository, 'ssh-known-hosts': knownHosts },
      look,
      given: oneChange,
      absent: [],
    },
    'ssh-known-hosts': {
      value: knownHosts,
      beside: { repository, 'ssh-key': key.privateKey },
      look,
      given: oneChange,
      absent: [],
    },
  };
}
