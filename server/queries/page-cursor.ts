import { hash } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';

/** Which list a cursor belongs to. */
export interface CursorScope {
  list: 'messages' | 'members' | 'dead-letters' | 'actions' | 'changes' | 'trace' | 'traces';
  /** What the list is of: a channel, or the filter in short. */
  of: string;
}

const VERSION = 1;
const DIGEST_BYTES = 9;

const digestOf = (content: string): Buffer => hash('sha256', content, 'buffer').subarray(0, DIGEST_BYTES);

/**
 * The cursor of the page after the entry `last`. It holds all it says, so any process takes it, also after a
 * restart. The digest tells a mangled one; it is no secret, for a forged cursor shows nothing but another page
 * of a list its maker may read anyway.
 */
export function encodeCursor({ list, of }: CursorScope, last: string): string {
  const content = JSON.stringify([VERSION, list, of, last]);
  return Buffer.concat([digestOf(content), Buffer.from(content)]).toString('base64url');
}

type Fields = [version: number, list: string, of: string, last: string];

/** What a cursor holds; undefined where somebody made one up, digest and all. */
function fieldsOf(content: string): Fields | undefined {
  try {
    const fields: unknown = JSON.parse(content);
    const strings = Array.isArray(fields) && fields.slice(1).every((field) => typeof field === 'string');
    return strings && fields.length === 4 ? (fields as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** The entry after which the page begins. Throws ProblemError for what is no cursor of this list. */
export function decodeCursor(scope: CursorScope, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const refuse = (detail: string): never => {
    throw new ProblemError('invalid-cursor', detail, {
      errors: [{ in: 'query', pointer: '/cursor', detail }],
    });
  };
  const hint = 'Copy `next` from the previous page unchanged, or omit the cursor to start again.';
  const bytes = Buffer.from(cursor, 'base64url');
  const content = bytes.subarray(DIGEST_BYTES).toString('utf8');
  const intact = digestOf(content).equals(bytes.subarray(0, DIGEST_BYTES));
  // Base64 has several spellings of the same bytes; only ours is taken.
  if (!intact || bytes.toString('base64url') !== cursor) return refuse(`The cursor was changed. ${hint}`);
  const fields = fieldsOf(content);
  if (!fields) return refuse(`This is not a cursor. ${hint}`);
  const [version, list, of, last] = fields;
  if (version !== VERSION) return refuse(`The cursor comes from another version of this API. ${hint}`);
  if (list !== scope.list || of !== scope.of) {
    return refuse(`The cursor belongs to another list. ${hint}`);
  }
  return last;
}
