// What a CI built, and who did, in tests of what CIs say of themselves.

export const commit = '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234';
export const nobody = { name: 'gitops-deploy', email: 'gitops-deploy@noreply.invalid' };
export const jo = { name: 'Jo Doe', email: 'jo@acme.io' };
export const onGitHub = {
  serverUrl: 'https://github.com',
  repository: 'acme/web',
  repositoryUrl: 'https://github.com/acme/web',
};
