import { parseCommandLine } from '../../src/cli/command-line.ts';
import { DeployError } from '../../src/errors.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof DeployError ? error.code : String(error);
  }
};

describe('the command line', () => {
  test('parts words from flags', () => {
    const { words, flags } = parseCommandLine(['edit', 'a.yaml', '--image', 'web:v1', 'b.yaml']);
    expect(words).toEqual(['edit', 'a.yaml', 'b.yaml']);
    expect(flags.get('image')).toBe('web:v1');
  });

  test('lists may be repeated', () => {
    const { flags } = parseCommandLine(['--image', 'a:1', '--image=b:2']);
    expect(flags.get('image')).toBe('a:1\nb:2');
  });

  test('a switch needs no value, takes one after "=", and swallows no word', () => {
    expect(parseCommandLine(['--dry-run', 'edit'])).toMatchObject({ words: ['edit'] });
    expect(parseCommandLine(['--dry-run']).flags.get('dry-run')).toBe('true');
    expect(parseCommandLine(['--dry-run=false']).flags.get('dry-run')).toBe('false');
  });

  test.each([
    ['true', 'true'],
    ['false', 'false'],
    ['False', 'False'],
    ['yes', 'yes'],
    ['0', '0'],
  ])('a switch takes the word %s behind it', (word, value) => {
    const { words, flags } = parseCommandLine(['edit', '--dry-run', word, 'a.yaml']);
    expect([words, flags.get('dry-run')]).toEqual([['edit', 'a.yaml'], value]);
  });

  test('two switches may stand side by side', () => {
    const { words, flags } = parseCommandLine(['--dry-run', '--create', 'true', 'edit']);
    expect([words, flags.get('dry-run'), flags.get('create')]).toEqual([['edit'], 'true', 'true']);
  });

  test.each([
    ['an unknown flag', ['--imgae', 'web:v1']],
    ['a flag without its value', ['--image']],
    ['a single value given twice', ['--branch', 'a', '--branch', 'b']],
  ])('%s is refused', (_, argv) => {
    expect(codeOf(() => parseCommandLine(argv))).toBe('invalid-input');
  });
});
