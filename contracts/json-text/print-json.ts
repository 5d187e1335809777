import type { JsonTree } from './json-tree.ts';

type Step = string | { value: JsonTree; level: number };

/** Deeper levels are indented no further: a value nested 20,000 levels deep would get 400 MB of spaces. */
const MAX_INDENT = 100;

const lineAt = (level: number): string => `\n${'  '.repeat(Math.min(level, MAX_INDENT))}`;

/** A tree as text with a line for each member and item, every value as it was written. */
export function printJson(tree: JsonTree): string {
  const parts: string[] = [];
  const ahead: Step[] = [{ value: tree, level: 0 }];
  for (let step = ahead.pop(); step !== undefined; step = ahead.pop()) {
    if (typeof step === 'string') parts.push(step);
    else for (const next of stepsOf(step.value, step.level).reverse()) ahead.push(next);
  }
  return parts.join('');
}

function stepsOf(value: JsonTree, level: number): Step[] {
  if ('text' in value) return [value.text];
  const children: [label: string, value: JsonTree][] =
    'items' in value
      ? value.items.map((item) => ['', item])
      : value.members.map((member) => [`${member.name}: `, member.value]);
  const [start, end] = 'items' in value ? '[]' : '{}';
  if (children.length === 0) return [`${start}${end}`];
  const inner = lineAt(level + 1);
  return [
    start as string,
    ...children.flatMap(([label, child], at): Step[] => [
      `${at === 0 ? '' : ','}${inner}${label}`,
      { value: child, level: level + 1 },
    ]),
    `${lineAt(level)}${end}`,
  ];
}
