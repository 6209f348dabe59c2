// Rows of the inputs that say which places change, and to what.
import {
  bothChanges,
  dockerfile,
  kustomization,
  manyFile,
  oneChange,
  oneFile,
  secondChange,
} from './manifests.ts';
import type { MakeRows, Row, Rows } from './row.ts';

export const placeRows: MakeRows = ({ landed }) => {
  const look = () => landed();
  const narrowing = (value: string): Row => ({
    value,
    beside: { file: manyFile },
    look,
    given: secondChange,
    // Two places that nothing tells apart are refused.
    absent: [],
  });
  return {
    file: { value: oneFile, look, given: oneChange, absent: [] },
    image: { value: 'acme/web:v2', look, given: oneChange, absent: [] },
    kind: narrowing('StatefulSet'),
    name: narrowing('store'),
    namespace: narrowing('dev'),
    container: narrowing('side'),
    under: narrowing('spec.containers.[name=side]'),
    from: narrowing('job-*'),
    policy: narrowing('flux-system:store'),
    ...moreRows(look),
  };
};

function moreRows(look: Row['look']): Rows {
  return {
    set: {
      value: 'spec.replicas=3',
      look,
      given: ['-  replicas: 1', '+  replicas: 3', ...oneChange],
      absent: oneChange,
    },
    'version-env': {
      value: 'APP_VERSION',
      look,
      given: [
        ...oneChange,
        '-        - {name: APP_VERSION, value: v1}',
        '+        - {name: APP_VERSION, value: v2}',
      ],
      absent: oneChange,
    },
    expect: {
      value: '2',
      beside: { file: manyFile },
      look,
      given: bothChanges,
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
