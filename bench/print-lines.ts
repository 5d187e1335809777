/**
 * Writes a Markdown table, so that it can be pasted into a document. The first column has names, the others numbers.
 */
export function printLines(title: string, head: string[], lines: string[][]): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => line[column]!.length)),
  );
  const row = (texts: string[]) =>
    `| ${texts.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join(' | ')} |\n`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|\n`;
  process.stdout.write(`\n${title}\n\n${row(head)}${rule}${lines.map(row).join('')}\n`);
}
