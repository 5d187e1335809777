import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type LedgerIndexReading,
  ledgerIndexReading,
} from '../../adapters/sqlite/ledger-index/index-reading.ts';
import {
  type LedgerIndexWriting,
  ledgerIndexWriting,
} from '../../adapters/sqlite/ledger-index/index-writing.ts';
import type { LedgerRecord } from '../../contracts/ledger.ts';
import type { IndexedCommand } from '../../contracts/ports/ledger-index.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

const folder = temporaryFolder('ledger-index');
after(() => folder.remove());

const NOW = Date.now();
const by = { projection: 'history', buildId: 'b1', generation: 1, partition: 0 };
const CREATED = new Date(NOW - 3_600_000).toISOString();

const command = (sequence: number, fields: Partial<IndexedCommand> = {}): IndexedCommand => ({
  sequence,
  storedAt: NOW + sequence,
  acceptedAt: NOW + sequence - 2,
  id: `01920000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  type: 'chat.message-sent.v1',
  subject: 'channel/general',
  actor: 'alice',
  correlationId: `order-${sequence}`,
  causationId: '',
  ...fields,
});

const applied = (ranges: [number, number][], fields: Partial<LedgerRecord> = {}): LedgerRecord =>
  ({
    kind: 'applied',
    ...by,
    ranges,
    count: ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    fetchedAt: NOW + 10,
    beganAt: NOW + 20,
    appliedAt: NOW + 30,
    storeWaitMs: 0,
    deliveries: 1,
    longestMs: 30,
    ...fields,
  }) as LedgerRecord;

describe('the index of the ledger', () => {
  let files = 0;
  let writing: LedgerIndexWriting;
  let reading: LedgerIndexReading;
  let ledgerNext = 1;

  beforeEach(() => {
    const path = join(folder.path, `${++files}.sqlite`);
    writing = ledgerIndexWriting(path);
    reading = ledgerIndexReading(path);
    ledgerNext = 1;
    writing.progress('LEDGER');
  });
  afterEach(() => {
    writing.close();
    reading.close();
  });

  const tell = (...records: LedgerRecord[]) => {
    const taken = writing.addLedger({
      after: writing.progress('LEDGER'),
      created: CREATED,
      next: ledgerNext + 1,
      messages: [
        {
          sequence: ledgerNext,
          role: 'worker',
          message: { v: 1, process: 'host:1', version: '0.1.0', records },
        },
      ],
    });
    ledgerNext += 1;
    return taken;
  };
  const store = (commands: IndexedCommand[], partition = 0, created = CREATED) =>
    writing.addCommands({
      generation: 1,
      partition,
      after: writing.progress({ generation: 1, partition }),
      created,
      next: (commands.at(-1)?.sequence ?? 0) + 1,
      commands,
    });

  test('what was applied is the union of what was told and proven, in pages of any size', () => {
    const range = fc
      .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 60 }))
      .map(([first, length]): [number, number] => [first, first + length]);
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 20 }),
        fc.array(range, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 5 }),
        range,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        (told, proven, again, between, limit, build) => {
          const filling = { ...by, buildId: `b${build}` };
          tell(
            { ...applied(told), ...filling } as LedgerRecord,
            {
              kind: 'applied-again',
              ...filling,
              fetchedAt: NOW,
              beganAt: NOW,
              appliedAt: NOW,
              storeWaitMs: 0,
              events: again.map((sequence) => ({ position: `1-0-${sequence}`, attempt: 2, replayId: null })),
            } as LedgerRecord,
          );
          writing.addProven(filling, proven, NOW);
          const expected = new Set<number>();
          for (const [first, last] of [...told, ...proven, ...again.map((n) => [n, n] as const)])
            for (let n = Math.max(first, between[0]); n <= Math.min(last, between[1]); n += 1)
              expected.add(n);
          const found = new Set<number>();
          for (let from: number | null = between[0]; from !== null; ) {
            const page = reading.applied(filling, [from, between[1]], limit);
            assert.ok(page.ranges.length <= limit);
            for (const [first, last] of page.ranges) for (let n = first; n <= last; n += 1) found.add(n);
            from = page.next;
          }
          assert.deepEqual(
            [...found],
            [...expected].sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('long ranges are found from anywhere inside them', () => {
    tell(applied([[1, 25_000]]));
    for (const at of [1, 16, 17, 9_999, 10_000, 10_001, 25_000])
      assert.deepEqual(reading.applied(by, [at, at], 10).ranges, [[at, at]]);
    assert.deepEqual(reading.applied(by, [25_001, 30_000], 10).ranges, []);
  });

  test('a batch that does not go on from where the index stands is not taken', () => {
    assert.equal(tell(applied([[1, 1]])), true);
    const stale = { after: null, created: CREATED, next: 9, messages: [] };
    assert.equal(writing.addLedger(stale), false);
    assert.equal(store([command(1)]), true);
    assert.equal(
      writing.addCommands({ ...stale, generation: 1, partition: 0, commands: [command(2)] }),
      false,
    );
    assert.equal(reading.commandAt({ generation: 1, partition: 0, sequence: 2 }), null);
  });
});
