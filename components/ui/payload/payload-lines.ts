import type { JsonTree } from '../../../contracts/json-text/json-tree.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { showControls } from '../text/show-controls.ts';

/** One line of indented JSON. A line with a `path` begins an object or array that can be folded. */
interface PayloadLine {
  key: string;
  indent: number;
  text: string;
  fold?: { path: string; open: boolean; inside: string };
}

/** A tree as the lines of indented JSON. Objects and arrays below `depth` are folded; `flipped` holds the exceptions. */
export function payloadLines(tree: JsonTree, depth: number, flipped: ReadonlySet<string>): PayloadLine[] {
  const lines: PayloadLine[] = [];
  const write = (json: JsonTree, path: string, level: number, before: string, after: string): void => {
    if ('text' in json) {
      lines.push({ key: path, indent: level, text: `${before}${showControls(json.text)}${after}` });
      return;
    }
    const isList = 'items' in json;
    const [start, end] = isList ? ['[', ']'] : ['{', '}'];
    const count = isList ? json.items.length : json.members.length;
    if (count === 0) {
      lines.push({ key: path, indent: level, text: `${before}${start}${end}${after}` });
      return;
    }
    const open = level < depth !== flipped.has(path);
    const inside = countOf(count, isList ? 'item' : 'key');
    const shown = open ? `${before}${start}` : `${before}${start} … ${end}${after}`;
    lines.push({ key: path, indent: level, text: shown, fold: { path, open, inside } });
    if (!open) return;
    const comma = (index: number) => (index < count - 1 ? ',' : '');
    const children = isList
      ? json.items.map((value) => ({ label: '', value }))
      : json.members.map(({ name, value }) => ({ label: `${showControls(name)}: `, value }));
    for (const [index, { label, value }] of children.entries())
      write(value, `${path}/${index}`, level + 1, label, comma(index));
    lines.push({ key: `${path}/end`, indent: level, text: `${end}${after}` });
  };
  write(tree, '', 0, '', '');
  return lines;
}
