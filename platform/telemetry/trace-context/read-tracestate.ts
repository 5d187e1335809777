/** `key` or `tenant@system` (W3C Trace Context, 3.3.1.3.1). */
const key = /^(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})$/;
/** Printable ASCII without comma and equals sign, not ending in a space (3.3.1.3.2). */
const value = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

const MAX_MEMBERS = 32;
/** The length that must be propagated (3.3.1.5). Not more, because every event of the trace stores the list. */
const MAX_LENGTH = 512;
/** Members longer than this are dropped first. */
const LONG_MEMBER = 128;

/**
 * The list to propagate: its members unchanged and in order, without empty ones. Undefined for an empty list, and for
 * an invalid one, which is dropped as a whole. Several headers are one list.
 */
export function readTracestate(header: string | string[] | undefined): string | undefined {
  const list = Array.isArray(header) ? header.join(',') : header;
  if (typeof list !== 'string') return undefined;
  const members: string[] = [];
  const keys = new Set<string>();
  for (const part of list.split(',')) {
    const member = trimBlanks(part);
    if (member === '') continue;
    const equals = member.indexOf('=');
    const name = member.slice(0, Math.max(0, equals));
    if (!key.test(name) || !value.test(member.slice(equals + 1))) return undefined;
    if (keys.has(name) || members.length === MAX_MEMBERS) return undefined;
    keys.add(name);
    members.push(member);
  }
  return members.length === 0 ? undefined : fit(members);
}

/** HTTP's optional white space: only spaces and tabs. */
const trimBlanks = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

function fit(members: string[]): string | undefined {
  const whole = members.join(',');
  if (whole.length <= MAX_LENGTH) return whole;
  const kept = members.filter(({ length }) => length <= LONG_MEMBER);
  while (kept.join(',').length > MAX_LENGTH) kept.pop();
  return kept.length === 0 ? undefined : kept.join(',');
}
