import { splitReference } from '../../src/image/reference.ts';
import { formatPath } from '../../src/manifest/field-path.ts';
import { describeWithCorpus, type PathUpdate, type PeerCase, peerCases } from '../../testing/corpus.ts';
import { editText, type LooseAssignment, type LooseImage, target } from '../../testing/edit-check.ts';
import { errorCode } from '../../testing/refusal.ts';

/** Where we end otherwise than the peer's test asks, and why that is better. */
type Ours = { readonly why: string } & (
  | { readonly refused: string }
  | { readonly instead: readonly [theirs: string, ours: string] }
);

const ours: Readonly<Record<string, Ours>> = {
  'peer-065': { why: 'an image that is not there is an error, not a silence', refused: 'image-not-found' },
  'peer-066': {
    why: 'a field that holds a string goes on holding one',
    instead: ['answer: 42', 'answer: "42"'],
  },
  'peer-088': { why: 'double quotes are the default', instead: ["c: '2'", 'c: "2"'] },
  'peer-096': {
    why: 'an index tells no documents apart that may be sorted again',
    refused: 'image-ambiguous',
  },
  'peer-097': { why: 'one path in two documents is a question, not an order', refused: 'image-ambiguous' },
  'peer-101': { why: 'different old tags may be two variants', refused: 'image-ambiguous' },
  'peer-108': {
    why: 'an index tells no documents apart that may be sorted again',
    refused: 'image-ambiguous',
  },
  'peer-110': { why: 'a field that is not there is an error, not a silence', refused: 'path-not-found' },
};

const cases = peerCases();

describeWithCorpus("the cases of other tools' test suites", () => {
  test('are all here', () => {
    expect(cases).toHaveLength(110);
    expect(Object.keys(ours).filter((id) => cases.every((peer) => peer.id !== id))).toEqual([]);
  });

  const ordinary = cases.filter(
    ({ id, errorExpected }) => ours[id] === undefined && errorExpected === undefined,
  );
  test.each(ordinary)('$id of $peer gives what it expects: $note', (peer) => {
    expect(replay(peer)).toBe(peer.expected);
  });

  test.each(cases.filter(({ errorExpected }) => errorExpected !== undefined))(
    '$id of $peer is refused: $note',
    (peer) => {
      expect(errorCode(() => replay(peer))).toMatch(
        /^(?:path-not-found|not-editable|invalid-yaml|invalid-input)$/,
      );
    },
  );

  test.each(Object.entries(ours))('%s differs, for $why', (id, own) => {
    const peer = cases.find((each) => each.id === id) as PeerCase;
    if ('refused' in own) expect(errorCode(() => replay(peer))).toBe(own.refused);
    else expect(replay(peer)).toBe(peer.expected?.replace(...own.instead));
  });
});

/** Runs the peer's operation as a user of ours would write it; the text after. */
function replay({ input, file, operation, needsInsertion = false }: PeerCase): string {
  const path = file ?? 'file.yaml';
  const move = (text: string, image: LooseImage): string =>
    editText(text, target({ images: [image], create: needsInsertion }), path);
  switch (operation.kind) {
    case 'image':
      return move(input, { to: { name: operation.image, tag: operation.newTag } });
    case 'kustomizeDigest':
      return move(input, { to: { name: operation.image, digest: operation.newDigest } });
    case 'kustomizeSet':
      return operation.args.reduce((text, argument) => move(text, kustomizeImage(argument, text)), input);
    case 'path':
      return editText(input, target({ set: [assignmentOf(operation)] }), path);
    case 'paths':
      return editText(input, target({ set: operation.updates.map(assignmentOf) }), path);
    case 'policy':
      return Object.entries(operation.policies).reduce((text, [policy, reference]) => {
        const isMarked = text.includes(`"$imagepolicy": "${policy}`);
        return isMarked
          ? editText(text, target({ policy, images: [{ to: splitReference(reference) }] }), path)
          : text;
      }, input);
  }
}

function assignmentOf({ path, pathText, value }: PathUpdate): LooseAssignment {
  const steps = path?.map((step) =>
    typeof step === 'number'
      ? ({ kind: 'index', index: step } as const)
      : ({ kind: 'key', key: step } as const),
  );
  return {
    path: steps === undefined ? (pathText ?? '') : formatPath(steps),
    value: String(value),
    fromImage: typeof value === 'string',
  };
}

/** `NAME=NEWNAME:TAG` as `kustomize edit set image` reads it, with `*` for what stays. */
function kustomizeImage(argument: string, text: string): LooseImage {
  const equals = argument.indexOf('=');
  const { name, tag, digest } = splitReference(argument.slice(equals + 1));
  const newName = /newName: (.*)/.exec(text)?.[1];
  const to = {
    name: name === '*' ? (newName ?? argument.slice(0, equals)) : name,
    ...(tag !== undefined && tag !== '*' && { tag }),
    ...(digest !== undefined && digest !== '*' && { digest }),
  };
  return equals < 0 ? { to } : { name: argument.slice(0, equals), to };
}
