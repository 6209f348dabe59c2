// Secrets that stand in an input that they are not for: they are refused before a byte leaves.
import { keyText } from '../remote/ssh/ssh-key-text.ts';
import { invalidValue } from './input-problem.ts';
import type { InputName } from './inputs.ts';
import { secretForms } from './secret-forms.ts';

/**
 * Refuses a secret in an input that it is not for.
 * @param name of the input
 * @param text what the input holds; base64 and lost line ends around a key are seen through
 * @returns the text as it is
 * @throws {DeployError} invalid-input, with where the secret belongs
 */
export function checkSecretPlace(name: InputName, text: string): string {
  const secret = keyText(text.trim());
  const form = secretForms.find(({ asInput }) => asInput.test(secret));
  if (form === undefined || form.inputs.includes(name)) return text;
  throw invalidValue(form.what, form.remedy);
}
