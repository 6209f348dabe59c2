import { splitReference } from '../image/reference.ts';
import { emptyTarget, everyPlace } from '../manifest/target.ts';
import type { Config } from './config.ts';
import type { InputName } from './inputs.ts';
import { readInputs } from './problems.ts';
import type { Provenance } from './provenance.ts';
import type { RawInputs } from './raw.ts';
import { readSlack } from './slack.ts';

/** As much of the configuration as people are told by. */
export type Told = Pick<Config, 'slack' | 'notifyOn' | 'dashboardUrl' | 'dryRun' | 'target'>;

const decisive: readonly InputName[] = [
  'slack-webhook-url',
  'slack-token',
  'slack-channel',
  'notify-on',
  'dry-run',
];

/**
 * Whom to tell that the inputs are bad; `undefined` where the inputs that decide it are bad themselves. Of the rest
 * only what is to be deployed is looked at, and leniently: the message needs a name for it.
 */
export function readTold(raw: RawInputs, provenance: Provenance): Told | undefined {
  const own: RawInputs = new Map([...raw].filter(([name]) => decisive.includes(name)));
  const misspelt = provenance.misspelt.filter(({ input }) => decisive.includes(input));
  const reader = readInputs(own, { ...provenance, misspelt });
  const slack = readSlack(reader);
  try {
    reader.finish();
  } catch {
    return undefined;
  }
  const namespace = raw.get('namespace')?.trim() || undefined;
  return {
    ...(slack === undefined ? {} : { slack }),
    notifyOn: (reader.text('notify-on') ?? 'always') as Told['notifyOn'],
    dryRun: reader.isOn('dry-run'),
    target: {
      ...emptyTarget,
      images: readInputs(raw, provenance)
        .list('image')
        .map((line) => ({ name: undefined, to: splitReference(line.slice(line.indexOf('=') + 1)) })),
      select: { ...everyPlace, namespace },
    },
  };
}
