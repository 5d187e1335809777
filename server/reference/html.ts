const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any value as the text of a page. */
export const text = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"]/g, (sign) => escapes[sign] as string);

/** A sentence in which backticks mark code. */
export const prose = (value: unknown): string => text(value).replace(/`([^`]+)`/g, '<code>$1</code>');

/**
 * A page may load only files of this service. Swagger UI needs no inline script or style; its icons are `data:`
 * images.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page. `head` and `body` are HTML. */
export const page = ({ title, head, body }: { title: string; head: string; body: string }): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(title)}</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
