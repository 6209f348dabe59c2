// Objects and maps that speak of images and deploy none: policies, updaters, build configurations.
import { isMap } from 'yaml';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, rootCursor, textOf } from '../yaml/cursor.ts';
import { isObject } from '../yaml/object-around.ts';
import { outward } from '../yaml/position.ts';

/** API groups all of whose objects do: Argo CD's image updater, Flux's image automation, Kargo, policy engines, builders. */
const speakingGroups =
  /^(?:argocd-image-updater\.argoproj\.io|image\.toolkit\.fluxcd\.io|kargo\.akuity\.io|(?:.+\.)?kyverno\.io|(?:.+\.)?gatekeeper\.sh|(?:.+\.)?sigstore\.dev|policies\.kubewarden\.io|admissionregistration\.k8s\.io|wgpolicyk8s\.io|aquasecurity\.github\.io|skaffold|garden\.io|shipwright\.io)$/;

/** Kinds that do, whatever their group is. */
const speakingKinds: ReadonlySet<string> = new Set([
  'ImageRepository',
  'ImagePolicy',
  'ImageUpdateAutomation',
  'ImageUpdater',
  'ClusterImagePolicy',
  'ImageContentSourcePolicy',
  'ImageDigestMirrorSet',
  'ImageTagMirrorSet',
]);

/** Texts without any of these hold nothing of the kind: most need no closer look. */
const words =
  /Image(?:Repository|Policy|Updat|Content|Digest|Tag)|image-updater|kargo|kyverno|gatekeeper|sigstore|kubewarden|admissionregistration|wgpolicyk8s|aquasecurity|skaffold|garden|shipwright|uses|inputs|targets|packageRules|version["']?\s*:\s*["']?v\d+(?:alpha|beta)/;

/**
 * Says whether a text may hold something that speaks of images and deploys none.
 * @param text the text of a document
 * @returns whether a closer look is worth its time
 */
export function maySpeak(text: string): boolean {
  return words.test(text);
}

/**
 * Finds what a node is in that speaks of images and deploys none.
 * @param cursor any node
 * @returns what it is, `ClusterPolicy api`; `undefined` where the node may well be of what is deployed
 */
export function speakerAround(cursor: Cursor): string | undefined {
  for (const around of outward(cursor)) {
    const speaker = isMap(around.node) ? (speakingObject(around) ?? speakingMap(around)) : undefined;
    if (speaker !== undefined) return speaker;
  }
  return undefined;
}

function speakingObject(map: Cursor): string | undefined {
  if (!isObject(map)) return undefined;
  const fields = fieldsOf(map);
  const kind = textOf(fields.get('kind')) ?? '';
  const metadata = fields.get('metadata');
  const name = (metadata && textOf(fieldsOf(metadata).get('name'))) ?? '';
  const group = textOf(fields.get('apiVersion'))?.split('/')[0] ?? '';
  // Kubewarden's policies are run by a server with an image of its own.
  const isPolicy = speakingGroups.test(group) && kind !== 'PolicyServer';
  const isUpdaters = kind === 'ConfigMap' && name.includes('image-updater');
  return isPolicy || isUpdaters || speakingKinds.has(kind) ? `${kind} ${name}`.trim() : undefined;
}

function speakingMap(map: Cursor): string | undefined {
  const { key, parent } = map;
  const around = parent && fieldsOf(parent);
  if (key === 'with' && around?.has('uses')) return 'the inputs of an action';
  const isTrigger = parent?.key === 'workflow_dispatch' || parent?.key === 'workflow_call';
  if (key === 'inputs' && (isTrigger || around?.has('runs'))) return 'the inputs of an action';
  return parent === undefined && map.node === rootCursor(map.document).node ? speakingFile(map) : undefined;
}

/** updatecli, Renovate and DevSpace, whose files have no kind. */
function speakingFile(root: Cursor): string | undefined {
  const fields = fieldsOf(root);
  const hasMap = (key: string) => isMap(fields.get(key)?.node);
  if (fields.has('apiVersion')) return undefined;
  if (hasMap('targets') && (hasMap('sources') || hasMap('conditions'))) return 'a configuration of updatecli';
  if (fields.has('packageRules')) return 'a configuration of Renovate';
  const isDevSpace = /^v\d+(?:alpha|beta)\d+$/.test(textOf(fields.get('version')) ?? '');
  return isDevSpace && hasMap('images') ? 'a configuration of DevSpace' : undefined;
}
