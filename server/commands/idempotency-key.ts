import { createHash } from 'node:crypto';
import { MAX_IDEMPOTENCY_KEY as MAX_KEY, STRING_CHARACTER } from '../../contracts/idempotency-key.ts';
import { ProblemError } from '../http/problem-error.ts';

/**
 * An Item of type String, parameters allowed and ignored (RFC 9651, 3.3.3; draft-ietf-httpapi-idempotency-key-header,
 * 2.1): printable ASCII in double quotes, `\"` and `\\` escaped.
 */
const item = new RegExp(
  `^ *"(${STRING_CHARACTER}*)"(?:; *[a-z*][a-z0-9_.*-]*(?:=(?:"${STRING_CHARACTER}*"|[^\\s;,"]+))?)* *$`,
);

/** The key in a header; undefined without the header. Throws ProblemError for a malformed one. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = typeof header === 'string' ? item.exec(header) : null;
  const key = match?.[1]?.replace(/\\(["\\])/g, '$1');
  if (key === undefined || key.length === 0 || key.length > MAX_KEY) {
    throw new ProblemError(
      'invalid-idempotency-key',
      `Send one key of 1 to ${MAX_KEY} printable ASCII characters in double quotes, such as Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324".`,
      { errors: [{ in: 'header', pointer: '/idempotency-key', detail: 'is not a quoted string' }] },
    );
  }
  return key;
}

/** What a key is valid for: one caller, one operation, one target. A digest, so it can be part of a subject. */
export const claimKeyOf = (caller: string, operation: string, target: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([caller, operation, target, key]))
    .digest('base64url');

/** Equal for equal payloads, in any order of members. */
export const payloadFingerprintOf = (payload: unknown): string =>
  createHash('sha256').update(canonical(payload)).digest('base64url');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
