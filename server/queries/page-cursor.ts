import { hash } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';

/** Which list a cursor belongs to. */
interface CursorScope {
  list: 'messages' | 'members' | 'dead-letters' | 'actions' | 'changes' | 'trace' | 'traces';
  /** The list's scope: a channel, or a digest of the filter. */
  of: string;
}

const VERSION = 1;
const DIGEST_BYTES = 9;

const digestOf = (content: string): Buffer => hash('sha256', content, 'buffer').subarray(0, DIGEST_BYTES);

/**
 * The cursor of the page after the entry `last`. It contains everything it needs, so any process accepts it, also after a
 * restart. The digest detects changes. It is no secret: a forged cursor only shows another page of a list that its maker may
 * read anyway.
 */
export function encodeCursor({ list, of }: CursorScope, last: string): string {
  const content = JSON.stringify([VERSION, list, of, last]);
  return Buffer.concat([digestOf(content), Buffer.from(content)]).toString('base64url');
}

type Fields = [version: number, list: string, of: string, last: string];

/** The content of a cursor; undefined if somebody made it up, including its digest. */
function fieldsOf(content: string): Fields | undefined {
  try {
    const fields: unknown = JSON.parse(content);
    const strings = Array.isArray(fields) && fields.slice(1).every((field) => typeof field === 'string');
    return strings && fields.length === 4 ? (fields as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** The entry after which the page begins. Throws ProblemError for anything that is not a cursor of this list. */
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
  // Base64 can encode the same bytes in several ways; only one is accepted.
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
