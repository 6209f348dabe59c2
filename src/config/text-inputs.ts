// Which inputs go with `text`, and which it makes idle.
import { inputName } from '../wording.ts';
import type { InputReader } from './input-reader.ts';

/** These would have no effect: plain text has no objects and no fields. */
const ofManifests = ['kind', 'name', 'container', 'under', 'policy', 'set', 'version-env', 'create'] as const;

const pattern = /[*?[{]/;

/**
 * Notes what does not go with `text`: the files are named one by one and the places are counted, so that nothing is changed
 * by accident where no structure says what a text means.
 * @param reader the inputs, `file` included where the command has it
 */
export function checkTextInputs(reader: InputReader): void {
  if (!reader.isOn('text')) return;
  if (reader.text('expect') === undefined)
    reader.missing('expect', `say how many places ${inputName('text')} changes`);
  for (const path of reader.list('file'))
    if (pattern.test(path))
      reader.refuse(
        'file',
        `has the pattern "${path}", and ${inputName('text')} takes written paths`,
        'write the paths, one per line',
      );
  for (const name of ofManifests)
    if (reader.list(name).length > 0 && reader.text(name) !== 'false')
      reader.refuse(
        name,
        `is for YAML and JSON, and ${inputName('text')} reads plain text`,
        `leave ${inputName(name)} or ${inputName('text')} out`,
      );
}
