// What Flux makes of a Provider and an Alert: which events it posts, and where.
// Source: https://github.com/fluxcd/notification-controller/tree/main/internal/server
import { parseAllDocuments } from 'yaml';
import { postFlux, type SendTo } from './flux-notifier.ts';
import type { FluxEvent } from './flux-postings.ts';

interface FluxResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface EventSource {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** The fields that this stand-in knows: with another one, what it does would say nothing of what Flux does. */
const known = {
  Provider: ['type', 'address', 'secretRef'],
  Alert: ['providerRef', 'eventSources', 'eventSeverity'],
} as const;

/**
 * Reads the settings as the cluster does.
 * @param yaml a Provider and an Alert
 * @param namespace of the objects that events are about
 * @returns what takes events, and posts those that the Alert lets through
 */
export function fluxWith(yaml: string, namespace: string, send: SendTo) {
  const all = parseAllDocuments(yaml).map((each) => each.toJS() as FluxResource);
  const provider = only(all, 'Provider');
  const alert = only(all, 'Alert');
  if (Object(alert.spec.providerRef).name !== provider.metadata.name)
    throw new Error('The Alert names another Provider');
  if (alert.metadata.namespace !== provider.metadata.namespace)
    throw new Error('An Alert uses a Provider of its own namespace');
  if (typeof Object(provider.spec.secretRef).name !== 'string') throw new Error('The Provider has no secret');
  const sources = alert.spec.eventSources as readonly EventSource[];
  return async (event: FluxEvent): Promise<void> => {
    const [kind, name] = event.object.split('/');
    const isMeant = sources.some(
      (each) =>
        each.kind === kind &&
        (each.name === '*' || each.name === name) &&
        (each.namespace ?? alert.metadata.namespace) === namespace,
    );
    if (!isMeant || (alert.spec.eventSeverity === 'error' && event.severity === 'info')) return;
    await postFlux(String(provider.spec.type), String(provider.spec.address), event, send);
  };
}

function only(all: readonly FluxResource[], kind: keyof typeof known): FluxResource {
  const [found, ...more] = all.filter((each) => each.kind === kind);
  if (found === undefined || more.length > 0) throw new Error(`There is not one ${kind}`);
  if (found.apiVersion !== 'notification.toolkit.fluxcd.io/v1beta3')
    throw new Error(`Flux has no ${kind} of ${found.apiVersion}`);
  const odd = Object.keys(found.spec).filter((each) => !known[kind].some((name) => name === each));
  if (odd.length > 0) throw new Error(`This stand-in knows no ${odd.join(', ')} of a ${kind}`);
  return found;
}
