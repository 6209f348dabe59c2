import { readFileInputs } from '../../src/config/file-inputs.ts';
import type { InputName } from '../../src/config/inputs.ts';

const read = (path: string): string | undefined => (path.includes('here') ? `text of ${path}` : undefined);

test.each<[InputName, string, string]>([
  ['ssh-key', '/builds/acme.tmp/here', 'text of /builds/acme.tmp/here'],
  ['ssh-key', ' ./here\n', 'text of ./here'],
  ['ssh-known-hosts', '/a folder/here', 'text of /a folder/here'],
  ['signing-key', '../here', 'text of ../here'],
  ['signing-key', 'C:\\here', 'text of C:\\here'],
  ['ssh-key', '/absent', '/absent'],
  ['ssh-key', '-----BEGIN here-----\n/here', '-----BEGIN here-----\n/here'],
  ['ssh-known-hosts', 'here ssh-ed25519 AAAA', 'here ssh-ed25519 AAAA'],
  ['token', '/here', '/here'],
  ['file', './here', './here'],
])('%s "%s" is read as "%s"', (name, value, text) => {
  expect(readFileInputs(new Map([[name, value]]), read).get(name)).toBe(text);
});
