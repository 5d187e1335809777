/** What the documentation is made of; `text` is in one line, with its marks of code, weight, stress and links. */
export type Block =
  | { kind: 'heading'; level: number; text: string; slug: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

/** An address within a page, as GitHub makes it of a heading. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const ITEM = /^(?:[-*]|(\d+)\.)\s+(.*)$/;
const PICTURE = /^!\[[^\]]*\]\([^)]*\)\s*$/;
const isTable = (line: string): boolean => line.startsWith('|');

/** A bar within code, written `\|`, does not end a cell. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** The Markdown that our own documentation is written in, no more: headings, paragraphs, lists, tables, code. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] as string)) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] as string;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === '') at += 1;
    // Who reads this in the console has before him what the pictures show.
    else if (PICTURE.test(line)) at += 1;
    else if (line.startsWith('```')) {
      at += 1;
      blocks.push({ kind: 'code', text: take((each) => !each.startsWith('```')).join('\n') });
      at += 1;
    } else if (heading) {
      at += 1;
      const text = heading[2] ?? '';
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text, slug: slugOf(text) });
    } else if (isTable(line)) {
      const [head = [], , ...rows] = take(isTable).map(cellsOf);
      blocks.push({ kind: 'table', head, rows });
    } else if (ITEM.test(line)) {
      blocks.push(listOf(take((each) => ITEM.test(each) || /^\s+\S/.test(each))));
    } else {
      const own = (each: string) => each.trim() !== '' && !/^(#|```|\|)/.test(each) && !ITEM.test(each);
      blocks.push({ kind: 'paragraph', text: take(own).join(' ') });
    }
  }
  return blocks;
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2] ?? '');
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: ITEM.exec(lines[0] ?? '')?.[1] !== undefined, items };
}
