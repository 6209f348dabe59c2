import { chooseReceivers } from '../../src/notify/choose-receivers.ts';

const line = (text: string) => {
  const [pattern, to] = text.split('=');
  return to === undefined ? { pattern: undefined, to: text } : { pattern, to };
};

test.each([
  ['one channel gets all', 'C1', 'prod', '', 'C1'],
  ['several channels without a name get all', 'C1 C2', 'prod', '', 'C1 C2'],
  ['the line of the namespace', 'prod=C1 dev=C2 C3', 'prod', '', 'C1'],
  ['the rest', 'prod=C1 C3 C4', 'dev', '', 'C3 C4'],
  ['two lines of one namespace', 'prod=C1 prod=C2', 'prod', '', 'C1 C2'],
  ['a pattern', 'team-*=C1 C2', 'team-a', '', 'C1'],
  ['each of several namespaces', 'prod=C1 dev=C2 C3', 'prod dev', '', 'C1 C2'],
  ['those of one namespace, and the rest for the other', 'prod=C1 C3', 'prod dev', '', 'C1 C3'],
  ['the environment', 'prod=C1 C3', 'web', 'prod', 'C1'],
  ['nobody, where no line is for it', 'prod=C1', 'dev', '', ''],
  ['of what is unknown, the line without a name', 'prod=C1 C3', '', '', 'C3'],
  ['of what is unknown, all where none is without a name', 'dev=C1 prod=C2', '', '', 'C1 C2'],
  ['each once', '*=C1 prod=C1', 'prod', 'prod', 'C1'],
])('%s', (_, lines, namespaces, environment, chosen) => {
  const places = {
    namespaces: namespaces.split(' ').filter(Boolean),
    environment: environment || undefined,
  };
  expect(chooseReceivers(lines.split(' ').map(line), places).join(' ')).toBe(chosen);
});
