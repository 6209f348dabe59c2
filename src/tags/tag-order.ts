// Which of the tags of a repository is the newest, by the policy of the user.
import { DeployError } from '../errors.ts';
import type { TagPolicy } from '../image/tag-policy.ts';
import { inputName } from '../wording.ts';
import { type KeyOrder, keyOrder, type TextKey } from './key-order.ts';

/** The order of the tags of a repository. */
export class TagOrder {
  readonly #order: KeyOrder;
  readonly #pickText: (tag: string) => string | undefined;

  private constructor(order: KeyOrder, pickText: (tag: string) => string | undefined) {
    this.#order = order;
    this.#pickText = pickText;
  }

  /**
   * Makes the order of a policy. What reads patterns is loaded where there is one.
   * @throws {DeployError} invalid-input for a range or a pattern that is none
   */
  static async of({ ordering, pattern, text }: TagPolicy): Promise<TagOrder> {
    const order = keyOrder(ordering);
    if (order === undefined)
      throw new DeployError(
        'invalid-input',
        `Cannot use ${inputName('tag-policy')} "${text}": it has no range of versions that can be read`,
        'write it like "semver:^1.2", "semver:>=1.0.0 <2.0.0" or "semver:1.x"',
      );
    if (pattern === undefined) return new TagOrder(order, (tag) => tag);
    const { tagPattern } = await import('./tag-pattern.ts');
    return new TagOrder(order, tagPattern(pattern));
  }

  /**
   * Finds the newest tag. Of two that are equally new, it is the last by its letters, in whatever order the registry has them.
   * @param breathe is called between tags, and may wait, or end the search
   * @returns `undefined` where none fits
   * @throws {DeployError} what `breathe` throws
   */
  async newest(
    tags: readonly string[],
    breathe: () => Promise<void> | undefined,
  ): Promise<string | undefined> {
    let best: { readonly tag: string; readonly key: TextKey } | undefined;
    for (const tag of tags) {
      await breathe();
      const key = this.#keyOf(tag);
      if (key === undefined || !this.#order.fits(key)) continue;
      const difference = best === undefined ? 1 : this.#order.compare(key, best.key);
      if (best === undefined || difference > 0 || (difference === 0 && tag > best.tag)) best = { tag, key };
    }
    return best?.tag;
  }

  /**
   * Says whether a tag is as new as another one, or newer, whether it fits the policy's range or not.
   * @returns false where one of them has no place in the order
   */
  isAsNew(tag: string, other: string): boolean {
    const [one, two] = [this.#keyOf(tag), this.#keyOf(other)];
    return one !== undefined && two !== undefined && this.#order.compare(one, two) >= 0;
  }

  #keyOf(tag: string): TextKey | undefined {
    const text = this.#pickText(tag);
    return text === undefined ? undefined : this.#order.keyOf(text);
  }
}
