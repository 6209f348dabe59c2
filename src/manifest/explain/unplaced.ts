// Several files, and a namespace that none of them says.
import { inputName } from '../../wording.ts';
import type { Selector } from '../target.ts';

/**
 * Says why a namespace selects none of several files.
 * @param select the selectors
 * @returns the end of a sentence, before the list of places
 */
export function noNamespaceSaid({ namespace }: Selector): string {
  const asked = namespace.map((each) => `"${each}"`).join(' or ');
  return `${inputName('namespace')} asks for ${asked}, and none of these files says any namespace`;
}

/** What to do about it. */
export const unplacedRemedy = `name the one file in ${inputName('file')}, narrow with ${inputName('kind')}, ${inputName('name')}, ${inputName('container')} or ${inputName('under')}, or write "namespace" in the file, or in the kustomization beside it that lists the file`;
