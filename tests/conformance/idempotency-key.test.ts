import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readIdempotencyKey } from '../../server/commands/idempotency-key.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { readVectors } from './vectors/read-vectors.ts';

/** Documented in docs/api.md; structured fields themselves have no such limit. */
const MAX_KEY = 256;

const items = readVectors<{ name: string; raw: string[]; string: string | null }[]>(
  'structured-field-items.json',
);

describe('Idempotency-Key reads a structured field Item of type String (RFC 9651), and nothing else', () => {
  for (const { name, raw, string } of items) {
    test(name, () => {
      const isKey = string !== null && string.length > 0 && string.length <= MAX_KEY;
      // As Node joins a header that is sent more than once.
      const header = raw.join(', ');
      if (isKey) assert.equal(readIdempotencyKey(header), string);
      else assert.throws(() => readIdempotencyKey(header), ProblemError);
    });
  }
});
