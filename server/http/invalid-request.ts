import { ProblemError } from './problem-error.ts';

export type RequestPart = 'body' | 'path' | 'query' | 'header';

/** One fault of a request. */
export interface RequestFault {
  in: RequestPart;
  /** A JSON pointer into that part; empty for the whole part. */
  pointer: string;
  /** What is wrong, as the rest of a sentence that begins with the field: `is missing`. */
  detail: string;
}

const KIND: Record<RequestPart, string> = {
  body: 'field',
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
};

/** The longest part of a name that an answer repeats: the client may have invented the name. */
const MAX_NAME = 100;

/** The problem of a request that is not valid: it has a sentence for each fault. */
export function invalidRequest(...faults: [RequestFault, ...RequestFault[]]): ProblemError {
  const errors = faults.map((fault) => ({ ...fault, pointer: shorten(fault.pointer) }));
  return new ProblemError('invalid-request', faults.map(sentenceOf).join(' '), { errors });
}

function sentenceOf({ in: part, pointer, detail }: RequestFault): string {
  const path = pointer.slice(1);
  // Only a body has nested members. In a path or query, a list is one parameter.
  const member = part === 'body' ? path : path.replace(/\/.*/s, '');
  const name = shorten(member.replaceAll('~1', '/').replaceAll('~0', '~'));
  const subject = name === '' ? `The ${part}` : `The ${KIND[part]} \`${name}\``;
  return `${subject} ${detail.replace(/\.$/, '')}.`;
}

/** A JSON pointer (RFC 6901) to a member of the part itself. */
export const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Cuts no character and no escape of a pointer in two. */
const shorten = (text: string): string =>
  (text.length > MAX_NAME
    ? `${text.slice(0, MAX_NAME).replace(/(?:~|[\uD800-\uDBFF])$/, '')}…`
    : text
  ).toWellFormed();
