// What a promotion is to deploy: found in other files, at one commit.
import type { EditPlan } from '../change/edit-plan.ts';
import { environmentOf } from '../change/environment.ts';
import { type PromotedImage, promotedImages } from '../change/promoted-images.ts';
import type { Config } from '../config/config.ts';
import type { PromotionConfig } from '../config/promotion-config.ts';
import type { GitRepository } from '../git/repository.ts';
import { deployOf } from '../ledger/deploy-of.ts';
import { usualDepth } from '../ledger/lasting-holds.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import { readImages } from '../manifest/read-images.ts';
import { sourceOf } from './rollback-source.ts';

/** A deploy whose images were found. */
interface PlannedPromotion extends Pick<EditPlan, 'promotes'> {
  readonly config: Config;
}

/**
 * Finds what a promotion is to deploy.
 * @returns the configuration of the deploy that does it, and where its versions come from
 * @throws {DeployError} image-not-found, image-ambiguous, and whatever reading the branches throws
 */
export async function planPromotion(
  asked: Config,
  promotion: PromotionConfig,
  repository: GitRepository,
  log: (line: string) => void,
): Promise<PlannedPromotion> {
  const { branch, target } = asked;
  const from = await repository.snapshot(promotion.branch ?? branch, undefined);
  const [source, history] = await Promise.all([from.read(promotion.paths), from.history(usualDepth)]);
  const files = await (await repository.snapshot(branch, undefined)).read(asked.files);
  const { promoted, news, left } = promotedImages(source, files, target.select, promotion.images);
  for (const name of left) log(`Note: ${name} stays behind: no place that is deployed to names it`);
  const paths = [...new Set(news.flatMap((each) => each.files))];
  const common = commonSource(news.map(({ image, files: own }) => deployOf(history, image, own)));
  const images = promoted.map(({ image }) => ({ name: undefined, to: image }));
  return {
    config: {
      ...asked,
      target: { ...target, images },
      source: common === undefined && promotion.isSourceGiven ? asked.source : sourceOf(common, asked.source),
      promotion: { ...promotion, origin: originOf(paths, source, news) },
    },
    promotes: paths.map((path) => `${path}@${from.commit}`),
  };
}

/**
 * Finds what all images were built from.
 * @param before the deploy that brought each image, where one did
 * @returns one of these deploys; `undefined` where they name several sources, or one names none
 */
export function commonSource(before: readonly (Deploy | undefined)[]): Deploy | undefined {
  const [first] = before;
  const isCommon = before.every((each) => each?.source !== undefined && each.source === first?.source);
  return isCommon ? first : undefined;
}

/** The environment that the paths tell, else the namespaces in the files, else the files. */
function originOf(
  paths: readonly string[],
  source: Parameters<typeof readImages>[0],
  promoted: readonly PromotedImage[],
): string {
  const own = readImages(source).images.filter(({ image, file }) =>
    promoted.some((each) => each.image.tag === image.tag && each.files.includes(file)),
  );
  const namespaces = [...new Set(own.flatMap(({ resource }) => resource.namespace ?? []))];
  return environmentOf(paths) || namespaces.slice(0, 3).join(', ') || paths.slice(0, 3).join(', ');
}
