const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any value as the text of a page. */
export const text = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"]/g, (sign) => escapes[sign] as string);

/** A sentence in which backticks mark code. */
export const prose = (value: unknown): string => text(value).replace(/`([^`]+)`/g, '<code>$1</code>');

export const code = (value: unknown): string => `<code>${text(value)}</code>`;

/** A table of cells that are already HTML; empty without rows. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows
        .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;
