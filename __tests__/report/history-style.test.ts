// The colours of the page of a history can be read, in the light, in the dark and on paper.
import { historyStyle } from '../../src/report/history-style.ts';

type Colours = Readonly<Record<string, string>>;

const [light = {}, dark = {}, paper = {}] = [...historyStyle.matchAll(/:root \{([^}]*)\}/g)].map(
  ([, block = '']): Colours =>
    Object.fromEntries(
      [...block.matchAll(/--(\w+): (#\w+)/g)].map(([, name = '', colour = '']) => [name, colour]),
    ),
);

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour = ''): number {
  const digits = colour.length === 4 ? colour.replace(/[\da-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

/** Text takes 4.5, and what is no text 3: https://www.w3.org/TR/WCAG22/#contrast-minimum, #non-text-contrast */
const pairs = [
  ['ink', 'paper', 4.5],
  ['ink', 'card', 4.5],
  ['soft', 'paper', 4.5],
  ['soft', 'card', 4.5],
  ['forward', 'paper', 4.5],
  ['back', 'paper', 3],
] as const;

test.each([
  ['in the light', light],
  ['in the dark', dark],
  ['on paper', paper],
])('every text and picture stands out from what is behind it %s', (_, colours) => {
  const low = pairs.filter(([front, behind, least]) => !(contrast(colours[front], colours[behind]) >= least));
  expect(low).toEqual([]);
});

test('no other colour is used for text and pictures', () => {
  const used = historyStyle.match(/(?<=[ {](?:color|fill|background): var\(--)\w+/g);
  expect([...new Set(used)].sort()).toEqual(['back', 'card', 'forward', 'ink', 'paper', 'soft']);
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  expect(contrast('#fff', '#000')).toBe(21);
});
