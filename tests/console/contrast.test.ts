import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contrast, linearRgb, type Oklch } from './oklch.ts';

const css = readFileSync(join(import.meta.dirname, '..', '..', 'app', 'tokens.css'), 'utf8');
const token = /--([a-z0-9-]+):\s*light-dark\(oklch\(([0-9. ]+)\),\s*oklch\(([0-9. ]+)\)\)/g;
const colour = (text = ''): Oklch => text.split(' ').map(Number) as unknown as Oklch;
const tokens = new Map(
  [...css.matchAll(token)].map(([, name = '', light, dark]) => [
    name,
    [colour(light), colour(dark)] as const,
  ]),
);

const grounds = ['bg', 'surface', 'paper', 'sunken', 'hover'];
const families = ['ok', 'active', 'held', 'warn', 'bad', 'none'];
const get = (name: string, theme: 0 | 1): Oklch => {
  const found = tokens.get(name);
  assert.ok(found, `--${name} is not in tokens.css`);
  return found[theme];
};

/** The least contrast of any of these on any of those grounds, over both themes. */
const worst = (names: readonly string[], on: readonly string[] = grounds): number =>
  Math.min(
    ...([0, 1] as const).flatMap((theme) =>
      names.flatMap((name) => on.map((ground) => contrast(get(name, theme), get(ground, theme)))),
    ),
  );

// What must be reached (WCAG 2.2: 4.5 for text, 3 for marks), and what the design computed for its tokens.
const table: [what: string, measured: () => number, required: number, designed: number][] = [
  ['text', () => worst(['text']), 4.5, 13],
  ['secondary text', () => worst(['text-2']), 4.5, 6.9],
  ['placeholders', () => worst(['text-3']), 4.5, 4.7],
  ['status text', () => worst(families), 4.5, 5.7],
  [
    'status text on its tint',
    () => Math.min(...families.map((name) => worst([name], [`${name}-tint`]))),
    4.5,
    5.8,
  ],
  ['status marks', () => worst(families.map((name) => `${name}-mark`)), 3, 3.2],
  ['strong lines', () => worst(['line-strong']), 3, 3.1],
  ['the focus ring', () => worst(['focus']), 3, 4.2],
  ['the primary button', () => worst(['text'], ['bg']), 4.5, 15.4],
  ['the danger button', () => worst(['bad'], ['surface']), 4.5, 6.8],
];

for (const [what, measured, required, designed] of table) {
  test(`contrast of ${what} is at least ${required}, and what the design says: ${designed}`, () => {
    const ratio = measured();
    assert.ok(ratio >= required, `${ratio.toFixed(2)} is below ${required}`);
    assert.ok(ratio >= designed - 0.05, `${ratio.toFixed(2)} is below the designed ${designed}`);
  });
}

test('every colour lies within sRGB', () => {
  assert.equal(tokens.size, 11 + families.length * 3);
  for (const [name, themes] of tokens) {
    for (const theme of themes) {
      for (const part of linearRgb(theme)) {
        assert.ok(part > -0.002 && part < 1.002, `--${name} oklch(${theme.join(' ')}) is outside sRGB`);
      }
    }
  }
});
