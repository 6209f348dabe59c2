// Files of CI: GitLab, GitHub, CircleCI, Drone, Bitbucket and their kin, whose jobs name whole references.
import { isSeq } from 'yaml';
import { type Fields, fieldsOf } from '../../yaml/collection.ts';
import { type Cursor, rootCursor } from '../../yaml/cursor.ts';
import { outward } from '../../yaml/position.ts';

/** What jobs of CI have beside an image. */
const jobFields = [
  'script',
  'before_script',
  'after_script',
  'stage',
  'stages',
  'steps',
  'commands',
  'pipelines',
];

const ciFile =
  /(?:^|\/)(?:\.gitlab-ci|\.travis|\.drone|\.woodpecker|bitbucket-pipelines|azure-pipelines|cloudbuild|buildspec)[^/]*\.ya?ml$|(?:^|\/)\.(?:github|circleci|gitlab|gitlab-ci|woodpecker|buildkite|tekton)\//;

/**
 * Says whether a map is a job of CI, or stands in one.
 * @param map a map with an image
 * @param fields its fields
 * @returns whether it does, by the file's name, its own fields or what is around it
 */
export function isOfCi(map: Cursor, fields: Fields): boolean {
  const { document } = map;
  if (ciFile.test(document.source.manifest.path)) return true;
  const root = fieldsOf(rootCursor(document));
  if (root.has('kind')) return false;
  const isJob = (cursor: Cursor): boolean => fieldsOf(cursor).has('script');
  if (jobFields.some((key) => fields.has(key))) return true;
  return ([...root.values()].some(isJob) && fields === root) || isInJob(map);
}

/** GitHub's workflows: `container` and `services` of a job. */
function isInJob(map: Cursor): boolean {
  return [...outward(map)].some((around) => {
    const isListed = around.parent?.key === 'jobs' && around.parent.parent?.parent === undefined;
    const fields = isListed ? fieldsOf(around) : undefined;
    return fields?.has('steps') === true || fields?.has('runs-on') === true;
  });
}

/**
 * Says whether a field is the name of an image as GitLab's and Bitbucket's jobs have it, a whole reference with its tag:
 * `image: {name: acme/api:v1, entrypoint: [""]}`, `services: [{name: acme/db:v1, alias: db}]`.
 * https://docs.gitlab.com/ci/yaml/#imagename
 * @param cursor the value of a `name`
 * @returns whether it is
 */
export function isNameOfCi({ parent }: Cursor): boolean {
  if (parent?.parent === undefined) return false;
  if (typeof parent.key === 'number') return isServiceOfCi(parent.parent);
  return parent.key === 'image' && isOfCi(parent.parent, fieldsOf(parent.parent));
}

/**
 * Says whether a list holds services of GitLab's jobs; those of docker-compose are a map.
 * @param list the list
 * @returns whether its items, or their names, are images
 */
export function isServiceOfCi({ key, node, parent }: Cursor): boolean {
  return key === 'services' && isSeq(node) && parent !== undefined && isOfCi(parent, fieldsOf(parent));
}
