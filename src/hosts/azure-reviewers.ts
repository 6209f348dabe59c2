// Who is meant on Azure DevOps by the name of a reviewer: https://learn.microsoft.com/rest/api/azure/devops/ims/identities/read-identities
import { DeployError } from '../errors.ts';
import { fieldOf } from '../json-field.ts';
import type { AzureClient } from './azure-client.ts';
import type { AzureTask } from './azure-rights.ts';

const task: AzureTask = { action: 'look for a reviewer', right: 'Identity (Read)' };

const idForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the id of an account or a group.
 * @param name an id, an address of mail, an account or a name; of a group or a team as `team:platform`
 * @returns the id
 * @throws {DeployError} invalid-input where nobody or several are called so
 */
export async function reviewerId(client: AzureClient, name: string): Promise<string> {
  const isTeam = name.startsWith('team:');
  const own = isTeam ? name.slice('team:'.length) : name;
  if (idForm.test(own)) return own.toLowerCase();
  const { data, status } = await client.identities(own, task);
  const list = fieldOf(data, 'value');
  if (!Array.isArray(list)) throw client.strange(task, status);
  const wanted = own.toLowerCase();
  const named = list.filter(
    (each) => (fieldOf(each, 'isContainer') === true) === isTeam && namesOf(each).includes(wanted),
  );
  const inProject = named.filter((each) => namesOf(each).includes(fullName(client.project, wanted)));
  const found = inProject.length > 0 ? inProject : named;
  const [id] = found.map((each) => fieldOf(each, 'id'));
  if (found.length === 1 && typeof id === 'string') return id.toLowerCase();
  throw new DeployError(
    'invalid-input',
    `Cannot ask "${name}" for a review on "${client.repository}": ${found.length === 0 ? 'nobody is' : `${found.length} are`} called so there`,
    isTeam
      ? 'write the name of the group or the team as Project settings > Permissions shows it, like "team:Platform", or its id'
      : 'write the address of mail that the account signs in with, or its id',
  );
}

/** What it is called, in small letters: a group is `[Shop]\Platform`, and `Platform` for short. */
function namesOf(identity: unknown): readonly string[] {
  const properties = fieldOf(identity, 'properties');
  const names = [
    fieldOf(identity, 'providerDisplayName'),
    fieldOf(identity, 'customDisplayName'),
    fieldOf(fieldOf(properties, 'Mail'), '$value'),
    fieldOf(fieldOf(properties, 'Account'), '$value'),
  ].flatMap((each) => (typeof each === 'string' ? [each.toLowerCase()] : []));
  return names.flatMap((each) => [each, each.replace(/^\[[^\]]*\]\\/, '')]);
}

const fullName = (project: string, name: string): string => `[${project.toLowerCase()}]\\${name}`;
