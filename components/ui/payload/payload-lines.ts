import { showControls } from '../text/show-controls.ts';

/** One line of pretty JSON. Those with a `path` begin something that can be folded. */
export interface PayloadLine {
  key: string;
  indent: number;
  text: string;
  fold?: { path: string; open: boolean; inside: string };
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value as the lines of pretty JSON; objects and arrays below `depth` are folded unless `flipped` says so. */
export function payloadLines(value: unknown, depth: number, flipped: ReadonlySet<string>): PayloadLine[] {
  const lines: PayloadLine[] = [];
  const write = (json: Json, path: string, level: number, before: string, after: string): void => {
    if (json === null || typeof json !== 'object') {
      lines.push({
        key: path,
        indent: level,
        text: `${before}${showControls(JSON.stringify(json) ?? 'null')}${after}`,
      });
      return;
    }
    const [start, end] = Array.isArray(json) ? ['[', ']'] : ['{', '}'];
    const entries: [string, Json][] = Array.isArray(json)
      ? json.map((item, index) => [String(index), item])
      : Object.entries(json);
    if (entries.length === 0) {
      lines.push({ key: path, indent: level, text: `${before}${start}${end}${after}` });
      return;
    }
    const open = level < depth !== flipped.has(path);
    const inside = `${entries.length} ${Array.isArray(json) ? 'items' : 'keys'}`;
    const shown = open ? `${before}${start}` : `${before}${start} … ${end}${after}`;
    lines.push({ key: path, indent: level, text: shown, fold: { path, open, inside } });
    if (!open) return;
    entries.forEach(([name, item], index) => {
      const label = Array.isArray(json) ? '' : `${showControls(JSON.stringify(name))}: `;
      write(item, `${path}/${index}`, level + 1, label, index < entries.length - 1 ? ',' : '');
    });
    lines.push({ key: `${path}/end`, indent: level, text: `${end}${after}` });
  };
  write(value as Json, '', 0, '', '');
  return lines;
}
