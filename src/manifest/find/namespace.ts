import { isKustomization } from '../shapes/kustomization.ts';
import { viewOf } from '../shapes/view.ts';
import { objectAround } from '../yaml/locate.ts';
import { fieldsOf, rootSpot, type Spot, textOf } from '../yaml/spot.ts';

/**
 * Where an object names its own namespace, or the one that it deploys to: a kustomization, a HelmRelease or HelmChart,
 * Argo CD's Application and ApplicationSet, which stand in a namespace of the agent themselves.
 */
const paths: readonly (readonly string[])[] = [
  ['metadata', 'namespace'],
  ['namespace'],
  ['spec', 'targetNamespace'],
  ['spec', 'destination', 'namespace'],
  ['spec', 'template', 'spec', 'destination', 'namespace'],
];

/** The namespaces that the object around a spot names; none where that is left to a kustomization or to the agent. */
export function namespacesOf(spot: Spot): readonly string[] {
  const object = objectAround(spot) ?? kustomizationAround(spot);
  return object === undefined ? [] : paths.flatMap((path) => textOf(fieldAt(object, path)) ?? []);
}

/** kustomize's own file needs neither a kind nor an API version. */
function kustomizationAround({ document }: Spot): Spot | undefined {
  const root = rootSpot(document);
  return isKustomization(viewOf(root)) ? root : undefined;
}

function fieldAt(spot: Spot, path: readonly string[]): Spot | undefined {
  return path.reduce<Spot | undefined>((at, key) => at && fieldsOf(at).get(key), spot);
}
