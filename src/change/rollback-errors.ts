// Why the history does not say what to go back to, and what is known of it.
import { DeployError } from '../errors.ts';
import { formatReference, splitReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import type { RollbackGoal } from '../ledger/rollback-goal.ts';
import { inputName } from '../wording.ts';
import { byTag, type EarlierImage } from './earlier-images.ts';

/** More deploys than this are not listed. */
const mostListed = 5;

/**
 * Makes the error for a goal that was not found.
 * @param images names as they were given
 * @param to the words of the user
 * @returns deploy-not-found, or invalid-input where the words mean several things
 */
export function goalError(
  goal: Exclude<RollbackGoal, { readonly is: 'found' }>,
  images: readonly string[],
  to: string,
): DeployError {
  if (goal.is === 'ambiguous')
    return new DeployError(
      'invalid-input',
      `Cannot roll back to "${to}": it may be ${goal.meanings.slice(0, mostListed).join(', or ')}`,
      `give ${inputName('to')} more of the id, or another word for it`,
    );
  if (goal.is === 'partial') {
    const [first, ...others] = goal.without;
    const more = others.length > 0 ? `, nor do ${others.length} other places` : '';
    return new DeployError(
      'deploy-not-found',
      `Cannot roll back "${first?.what ?? ''}" to "${to}": the history does not know it in ${first?.file ?? ''}${more}, only in other files`,
      `narrow ${inputName('file')} to those that had it; or ${byTag}`,
    );
  }
  const what = images.length === 0 ? 'these files' : `"${images.join(', ')}"`;
  if (goal.known.length === 0)
    return new DeployError(
      'deploy-not-found',
      `Cannot roll back ${what}: the history of the branch knows no deploy ${images.length === 0 ? 'to them' : 'of it to these files'}`,
      byTag,
    );
  const why =
    to === 'previous'
      ? ': the history knows no further deploy to take back'
      : ` to "${to}": the history does not know it`;
  return new DeployError(
    'deploy-not-found',
    `Cannot roll back ${what}${why}; known are ${listed(goal.known)}`,
    `give one of them in ${inputName('to')}; or deploy a tag that is not known by its name: NAME:TAG as the image`,
  );
}

/**
 * Says whether somebody has changed by hand what was deployed: nobody knows what was there before that.
 * @param now what stands there
 * @param old what stood there before the deploy
 * @param last the last deploy of the place
 * @returns whether it is neither what was deployed nor what stood there before
 */
export function isChangedByHand({ image }: EarlierImage, old: EarlierImage, last: Deploy): boolean {
  const own = last.references.map(splitReference).filter(({ name }) => sameName(name, image.name));
  // A file may hold the digest alone: then it says what was deployed.
  const isDeployed =
    own.length === 0 ||
    own.some(
      ({ tag, digest }) =>
        digest === image.digest && (digest !== undefined || (tag ?? image.tag) === image.tag),
    );
  return !isDeployed && (old.image.tag !== image.tag || old.image.digest !== image.digest);
}

/**
 * Makes the error for a deploy whose value somebody has changed by hand since.
 * @param now what stands there
 * @param last the last deploy of the place
 * @returns deploy-not-found
 */
export function changedByHand({ file, image }: EarlierImage, last: Deploy): DeployError {
  return new DeployError(
    'deploy-not-found',
    `Cannot roll back "${formatReference(image)}" in ${file}: it was not deployed with gitops-deploy; known are ${listed([last])}`,
    `say where to go back to with ${inputName('to')}, a tag of those that are known; or deploy NAME:TAG`,
  );
}

function listed(deploys: readonly Deploy[]): string {
  const lines = deploys.slice(0, mostListed).map(({ references, date, commit }) => {
    const when = new Date(date).toISOString().slice(0, 16).replace('T', ' ');
    return `${references.slice(0, 2).join(', ')} (${when} UTC, ${commit.slice(0, 8)})`;
  });
  const more = deploys.length - lines.length;
  return lines.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
