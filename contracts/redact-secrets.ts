/**
 * Errors of outside systems may quote their input: a connection string, a statement, a header. Everything that looks like a
 * secret in such a text, and every known secret, is replaced before the text is kept or shown.
 */
const REDACTED = '[redacted]';

/** The user and password of a URL, up to the last @ before its path. */
const USER_INFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"'<>]{1,2048}@/gi;

/** `password=…`, `"token": "…"`, `PASSWORD '…'`; quotes may be escaped, as in a line of JSON. */
const NAMED =
  /\b((?:[a-z0-9]{1,32}[_-]){0,3}(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?))\b(\\?["']?\s*[=:]\s*|\s+(?=\\?'))("(?:[^"\\]|\\.)*"|\\"(?:[^"\\]|\\\\\\.|\\[^"\\])*\\"|\\?'[^'\\]*\\?'|[^\s"'\\,;&)}\]]+)/gi;

/** The value of an Authorization header. */
const SCHEMES = /\b(bearer|basic)\s+[a-z0-9._~+/=-]{6,}/gi;

/** Shorter values occur in too many words, so they are not replaced. */
const SHORTEST = 6;

let known: string[] = [];

/** Known secrets, replaced everywhere: the values of the settings that are marked as secret. */
export function knowSecrets(values: readonly string[]): void {
  const all = new Set([...known, ...values.filter((value) => value.length >= SHORTEST)]);
  // Longest first: one may be a part of another.
  known = [...all].sort((a, b) => b.length - a.length);
}

/** The text without secrets. */
export function redactSecrets(text: string): string {
  let redacted = text;
  for (const value of known) {
    if (!redacted.includes(value)) continue;
    redacted = redacted.replaceAll(value, REDACTED);
  }
  return redacted
    .replace(USER_INFO, `$1${REDACTED}@`)
    .replace(SCHEMES, `$1 ${REDACTED}`)
    .replace(NAMED, (whole, name: string, between: string, value: string) => {
      if (value.includes(REDACTED)) return whole;
      const key = /^\\?"/.exec(between)?.[0];
      // In JSON, an unquoted value is not text: it is no secret, more JSON, or a number.
      if (key !== undefined && /^(null|true|false)$|^[{[]/.test(value)) return whole;
      const quote = /^\\?["']/.exec(value)?.[0] ?? key ?? '';
      return `${name}${between}${quote}${REDACTED}${quote}`;
    });
}
