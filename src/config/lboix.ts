// The variables of lboix/gitops-deploy, which work as they are: https://github.com/lboix/gitops-deploy
import { type InputName, type InputTexts, inputOf } from './inputs.ts';
import { nonEmpty, type Variables } from './variables.ts';

/** Why an input has no value, and what to do about it. */
export interface Absence {
  readonly what: string;
  readonly remedy: string;
}

/**
 * Reads what the older variables mean.
 * @param own what flags and our own variables say
 * @returns inputs that give way to those of `own`
 */
export function readLboixVariables(variables: Variables, own: InputTexts): InputTexts {
  const { CLUSTER_GIT_CLONE_URL, YAML_FILE_PATH, DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG, NAMESPACE } =
    variables;
  const texts = new Map<InputName, string>();
  const put = (name: InputName, text: string | undefined): void => {
    const value = nonEmpty(text);
    if (value !== undefined) texts.set(name, value);
  };
  for (const name of ['repository', 'ssh-key', 'file'] as const)
    put(name, variables[inputOf(name).aliases?.[0] ?? '']);
  // Many a pipeline has variables of the other names for something else.
  const isLboix = Boolean(CLUSTER_GIT_CLONE_URL || YAML_FILE_PATH);
  if (isLboix) put('namespace', NAMESPACE);
  if (DOCKER_IMAGE && DOCKER_TAG && (isLboix || !own.has('set')))
    put('image', `${DOCKER_REPO ? `${DOCKER_REPO}/` : ''}${DOCKER_IMAGE}:${DOCKER_TAG}`);
  for (const [name, text] of slackTexts(variables, own)) put(name, text);
  return texts;
}

/**
 * Says why there is no image: it comes in parts there, and a pipeline that forgets one has none.
 * @returns `undefined` where no part is given, or all are
 */
export function absentImage({ DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG }: Variables): Absence | undefined {
  const empty = Object.entries({ DOCKER_IMAGE, DOCKER_TAG }).flatMap(([name, text]) => (text ? [] : [name]));
  if (empty.length === 0 || !(DOCKER_REPO || DOCKER_IMAGE || DOCKER_TAG)) return undefined;
  const names = empty.join(' and ');
  return {
    what: `is missing: ${names} ${empty.length === 1 ? 'is' : 'are'} empty or not set`,
    remedy: `let the pipeline set ${names}`,
  };
}

/** Token and channel mean something together; with one of them the older tool posted in vain, and ended well. */
function slackTexts(variables: Variables, own: InputTexts): readonly (readonly [InputName, string])[] {
  const { SLACK_APP_TOKEN, SLACK_DEV_CHANNEL_ID, SLACK_PROD_CHANNEL_ID } = variables;
  const channels = [
    ...(SLACK_DEV_CHANNEL_ID ? [`dev=${SLACK_DEV_CHANNEL_ID}`] : []),
    ...(SLACK_PROD_CHANNEL_ID ? [`prod=${SLACK_PROD_CHANNEL_ID}`] : []),
  ];
  const token = own.get('slack-token') ?? nonEmpty(SLACK_APP_TOKEN);
  const channel = own.get('slack-channel') ?? nonEmpty(channels.join('\n'));
  if (token === undefined || channel === undefined) return [];
  return [
    ['slack-token', token],
    ['slack-channel', channel],
  ];
}
