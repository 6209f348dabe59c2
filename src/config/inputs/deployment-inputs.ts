// Inputs that say where it is shown that something was deployed: the environment, its page, its deployments.
import type { InputRow } from './input.ts';

export const deploymentInputs = {
  environment: {
    help: 'Environment that is deployed to, for people and for the history; without it what the paths of the files say',
  },
  'environment-url': {
    help: 'Page of the environment, a template like `dashboard-url`; without it the first `dashboard-url` that leads somewhere',
    keepsVariables: true,
  },
  deployment: {
    help: 'Record a GitHub deployment of the commit that was built, in its own repository; needs `environment`',
    kind: 'switch',
    default: 'false',
  },
  'artifact-record': {
    help: "Record beside the deployment where the image runs, in the artifact metadata of the application's organization on GitHub; needs a digest",
    kind: 'switch',
    default: 'false',
  },
  'github-token': {
    help: "Token for `deployment`, with the right `deployments: write`; in the Action without it the job's own",
    secret: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's runner reads it
    actionDefault: '${{ github.token }}',
  },
  dotenv: {
    help: "File to write for GitLab's `artifacts:reports:dotenv`: `GITOPS_RESULT`, `GITOPS_ENVIRONMENT_URL` and more",
  },
} as const satisfies Record<string, InputRow>;
