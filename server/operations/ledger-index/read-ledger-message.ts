import { Compile } from 'typebox/schema';
import type { LedgerMessage, LedgerRecord } from '../../../contracts/ledger.ts';
import * as Type from '../../../contracts/type.ts';

const Ms = Type.Integer({ minimum: 0 });
const Count = Type.Integer({ minimum: 0 });
const Text = Type.String({ maxLength: 256 });
const NullableText = Type.Union([Text, Type.Null()]);
const applied = {
  projection: Text,
  epochId: Text,
  fetchedAt: Ms,
  beganAt: Ms,
  appliedAt: Ms,
  storeWaitMs: Ms,
};

/** What the index reads of each kind of record. */
const shapes = {
  accepted: Type.Object({
    generation: Count,
    partition: Count,
    sequences: Type.Array(Type.Integer()),
    acceptedAt: Type.Array(Type.Integer()),
    confirmedAfter: Type.Array(Type.Integer()),
  }),
  unconfirmed: Type.Object({ commandId: Text, correlationId: Text, at: Ms }),
  applied: Type.Object({
    ...applied,
    generation: Count,
    partition: Count,
    ranges: Type.Array(Type.Tuple([Count, Count])),
    count: Count,
    deliveries: Count,
    longestMs: Type.Integer(),
  }),
  'applied-again': Type.Object({
    ...applied,
    events: Type.Array(Type.Object({ position: Text, attempt: Count, replayId: NullableText })),
  }),
  failed: Type.Object({
    projection: Text,
    epochId: Text,
    position: Text,
    failureClass: Text,
    code: Text,
    attempt: Count,
    replayId: NullableText,
    fetchedAt: Ms,
    failedAt: Ms,
    next: Type.Enum(['retry', 'dead-letter', 'still-there']),
    retryAt: Type.Union([Ms, Type.Null()]),
  }),
  gap: Type.Object({ from: Ms, until: Ms, records: Count, why: Text }),
} as const satisfies Record<LedgerRecord['kind'], Type.TSchema>;

const validators = new Map(
  Object.entries(shapes).map(([kind, schema]) => [kind, Compile(schema as Type.TSchema)]),
);

/** The ledger message in these bytes, without invalid records; undefined if there is none. */
export function readLedgerMessage(bytes: Uint8Array): LedgerMessage | undefined {
  let value: Partial<LedgerMessage> | null;
  try {
    value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
  if (value?.v !== 1 || typeof value.process !== 'string' || typeof value.version !== 'string')
    return undefined;
  if (!Array.isArray(value.records)) return undefined;
  const records = value.records.filter((record) => validators.get(record?.kind)?.Check(record) ?? false);
  return { v: 1, process: value.process.slice(0, 256), version: value.version.slice(0, 256), records };
}
