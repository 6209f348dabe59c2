// Rows of the inputs that say which places change, and to what.
import {
  changeWithout,
  dockerfile,
  kustomization,
  manyChange,
  manyFile,
  oneChange,
  oneFile,
  selectors,
  stagingFile,
  twiceChange,
  twiceFile,
} from './manifests.ts';
import type { MakeRows, Row, Rows } from './row.ts';

export const placeNames = [
  'file',
  'image',
  'image-from',
  'image-from-branch',
  'kind',
  'name',
  'namespace',
  'container',
  'under',
  'from',
  'policy',
  'set',
  'version-env',
  'expect',
  'create',
  'text',
] as const;

/** What `set` and `version-env` change, beside the image. */
const fullChange = [
  '-  replicas: 1',
  '+  replicas: 3',
  ...oneChange,
  '-        - {name: APP_VERSION, value: v1}',
  '+        - {name: APP_VERSION, value: v2}',
];

export const placeRows: MakeRows = ({ landed }) => {
  const look = () => landed();
  const narrowing = (name: keyof typeof selectors): Row => ({
    value: selectors[name],
    beside: { file: manyFile, ...selectors },
    look,
    given: manyChange,
    absent: changeWithout(name),
  });
  return {
    file: { value: oneFile, withOthers: true, look, given: fullChange, absent: [] },
    image: { value: 'acme/web:v2', withOthers: true, look, given: fullChange, absent: [] },
    kind: narrowing('kind'),
    name: narrowing('name'),
    namespace: narrowing('namespace'),
    container: narrowing('container'),
    under: narrowing('under'),
    from: narrowing('from'),
    policy: narrowing('policy'),
    ...moreRows(look),
  };
};

function moreRows(look: Row['look']): Rows {
  return {
    'image-from': {
      value: stagingFile,
      beside: { image: 'acme/web' },
      look,
      given: oneChange,
      absent: [],
    },
    'image-from-branch': {
      value: 'gone',
      beside: { image: 'acme/web', 'image-from': stagingFile },
      look,
      given: [],
      absent: oneChange,
    },
    set: {
      value: 'spec.replicas=3',
      look,
      withOthers: true,
      given: fullChange,
      absent: oneChange,
    },
    'version-env': {
      value: 'APP_VERSION',
      look,
      withOthers: true,
      given: fullChange,
      absent: oneChange,
    },
    expect: {
      value: '2',
      beside: { file: twiceFile },
      look,
      given: twiceChange,
      absent: [],
    },
    create: {
      value: 'true',
      beside: { file: kustomization },
      look,
      given: ['+  - name: acme/web', '+    newTag: v2'],
      absent: [],
    },
    text: {
      value: 'true',
      beside: { file: dockerfile, expect: '1' },
      look,
      given: ['-FROM acme/web:v1', '+FROM acme/web:v2'],
      absent: [],
    },
  };
}
