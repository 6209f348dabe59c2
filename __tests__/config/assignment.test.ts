import { parseAssignment } from '../../src/config/assignment.ts';

const images = [{ name: undefined, to: { name: 'acme/api', tag: 'v2', digest: undefined } }];

it.each<[string, string, string, boolean]>([
  ['a variable is left to whoever fills it', `a=\${X}`, `\${X}`, false],
  ['a variable with a default is, too', `a=\${TAG:-v1}`, `\${TAG:-v1}`, false],
  ['a variable that is called like a placeholder is, too', `a=\${tag}`, `\${tag}`, false],
  ['a placeholder beside a variable is filled', `a=\${REG}/acme/api:{tag}`, `\${REG}/acme/api:v2`, true],
  ['a placeholder behind a dollar sign in two braces is none', `a=\${{ x }}-{tag}`, `\${{ x }}-v2`, true],
  ['two braces around a word are one', 'a=--pod={{name}}', '--pod={name}', false],
  ['two braces are one beside a placeholder', 'a={{name}}:{tag}', '{name}:v2', true],
  ['a template with more than a word stays', 'a={{ .Values.x }}:{tag}', '{{ .Values.x }}:v2', true],
  ['braces of JSON stay', 'a={"b":{"c":"{tag}"}}', '{"b":{"c":"v2"}}', true],
  ['lone braces stay', 'a=}x{', '}x{', false],
])('%s', (_, text, value, fromImage) => {
  expect(parseAssignment(text, images)).toMatchObject({ path: 'a', value, fromImage });
});

it('refuses an unknown placeholder, and says how to write its braces', () => {
  const refused = () => parseAssignment('a={pod}-x', images);
  expect(refused).toThrow(/unknown placeholder \{pod\}/);
  expect(refused).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining('write {{pod}} for {pod}') }),
  );
});
