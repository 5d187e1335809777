import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type LedgerIndexReading,
  ledgerIndexReading,
} from '../../../adapters/sqlite/ledger/index-reading.ts';
import {
  type LedgerIndexWriting,
  ledgerIndexWriting,
} from '../../../adapters/sqlite/ledger/index-writing.ts';
import type { LedgerRecord } from '../../../contracts/ledger.ts';
import type {
  CommandCursor,
  CommandFilter,
  FoundCommand,
  IndexedCommand,
} from '../../../contracts/ports/ledger-index.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const folder = temporaryFolder('ledger-index');
after(() => folder.remove());

const NOW = Date.now();
const by = { projection: 'history', epochId: 'b1', generation: 1, partition: 0 };
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
    writing = ledgerIndexWriting(path, 100);
    reading = ledgerIndexReading(path);
    ledgerNext = 1;
    writing.progress('LEDGER');
  });
  afterEach(() => {
    writing.close();
    reading.close();
  });

  const report = (...records: LedgerRecord[]) => {
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

  test('a search that ends before its last row blocks nothing: the next reader sees newer rows', () => {
    store(Array.from({ length: 250 }, (_, n) => command(n + 1)));
    const page = { limit: 2, withinMs: 1_000 };
    for (const order of ['newest', 'oldest', 'slowest'] as const) reading.search({}, { ...page, order });
    reading.search({}, { ...page, withinMs: -1, order: 'newest' });
    reading.commandsOf('order-1', { limit: 1, maxCounted: 10 });
    report(applied([[1, 250]]));
    assert.deepEqual(reading.applied(by, [1, 250], 10).ranges, [[1, 250]]);
  });

  test('how long acceptance took is counted by the minute, and dropped with the window', () => {
    const minute = Math.floor(NOW / 60_000) * 60_000;
    const accepted = (at: number, times: number[]): LedgerRecord => ({
      kind: 'accepted',
      generation: 1,
      partition: 0,
      sequences: times.map(() => 1),
      acceptedAt: times.map((_, n) => (n === 0 ? at : 1)),
      confirmedAfter: times,
    });
    report(accepted(minute - 120_000, [2, 2, 2, 900]));
    report(accepted(minute, [1, 3]), accepted(minute, Array(98).fill(3)));
    const of = (from: number, stepMs: number) => reading.acceptTimes(from, minute + 60_000, stepMs);
    assert.deepEqual(of(minute - 60_000, 60_000), [
      { at: minute, count: 100, p50Ms: 3, p95Ms: 3, p99Ms: 3, mostMs: 3 },
    ]);
    const [first, ...rest] = of(minute - 120_000, 60_000);
    assert.equal(rest.length, 1);
    assert.equal(first?.p50Ms, 2);
    assert.ok(first && first.p99Ms >= 900 && first.p99Ms <= 990, `${first?.p99Ms} ms`);
    // A coarser step may end between them.
    const coarse = of(minute - 120_000, 600_000);
    assert.equal(
      coarse.reduce((sum, { count }) => sum + count, 0),
      104,
    );
    writing.prune({ storedBefore: minute, ledgerFirst: 0, maxRows: 1e6 });
    assert.equal(of(minute - 120_000, 60_000).length, 1);
    writing.forget('LEDGER');
    assert.deepEqual(of(minute - 120_000, 60_000), []);
  });

  test('what was applied is the union of what was recorded and proven, in pages of any size', () => {
    const range = fc
      .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 60 }))
      .map(([first, length]): [number, number] => [first, first + length]);
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 20 }),
        fc.array(range, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 5 }),
        range,
        fc.integer({ min: 1, max: 4 }),
        (recorded, proven, again, between, limit) => {
          const epoch = { ...by, epochId: `run-${++runs}` };
          report(
            { ...applied(recorded), ...epoch } as LedgerRecord,
            {
              kind: 'applied-again',
              ...epoch,
              fetchedAt: NOW,
              beganAt: NOW,
              appliedAt: NOW,
              storeWaitMs: 0,
              events: again.map((sequence) => ({ position: `1-0-${sequence}`, attempt: 2, replayId: null })),
            } as LedgerRecord,
          );
          writing.addProven(epoch, proven, NOW);
          const expected = new Set<number>();
          for (const [first, last] of [...recorded, ...proven, ...again.map((n) => [n, n] as const)])
            for (let n = Math.max(first, between[0]); n <= Math.min(last, between[1]); n += 1)
              expected.add(n);
          const found = new Set<number>();
          for (let from: number | null = between[0]; from !== null; ) {
            const page = reading.applied(epoch, [from, between[1]], limit);
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

  test('long ranges are found from any sequence inside them', () => {
    report(applied([[1, 25_000]]));
    for (const at of [1, 16, 17, 9_999, 10_000, 10_001, 25_000])
      assert.deepEqual(reading.applied(by, [at, at], 10).ranges, [[at, at]]);
    assert.deepEqual(reading.applied(by, [25_001, 30_000], 10).ranges, []);
  });

  test('a range of any length is found at both of its ends, among many others', () => {
    const lengths = [1, 15, 16, 17, 255, 256, 257, 4_095, 4_096, 4_097, 9_999, 10_000];
    let next = 1;
    const ranges = lengths.map((length): [number, number] => {
      const range: [number, number] = [next, next + length - 1];
      next += length + 1;
      return range;
    });
    store([command(next)]);
    report(applied(ranges));
    for (const [first, last] of ranges)
      for (const sequence of [first - 1, first, last, last + 1]) {
        const isIn = sequence === first || sequence === last;
        const what = `${sequence} of ${first}-${last}`;
        const found = reading.applied(by, [sequence, sequence], 1).ranges;
        assert.deepEqual(found, isIn ? [[sequence, sequence]] : [], what);
        const [recorded] = reading.recordedOf([{ generation: 1, partition: 0, sequence }]);
        assert.equal(recorded?.applied.length, isIn ? 1 : 0, what);
      }
  });

  test('a gateway’s times are found, whatever the order of its partitions', () => {
    store([command(9)]);
    const sequences = [5, 7, 6, 30_000, 9];
    const differences = (values: number[]) =>
      values.map((value, n) => (n === 0 ? value : value - values[n - 1]!));
    report({
      kind: 'accepted',
      generation: 1,
      partition: 0,
      sequences: differences(sequences),
      acceptedAt: differences(sequences.map((sequence) => NOW + sequence)),
      confirmedAfter: sequences.map((sequence) => sequence % 7),
    });
    for (const sequence of sequences) {
      const [recorded] = reading.recordedOf([{ generation: 1, partition: 0, sequence }]);
      const expected = {
        process: 'host:1',
        acceptedAt: NOW + sequence,
        confirmedAt: NOW + sequence + (sequence % 7),
      };
      assert.deepEqual(recorded?.accepted, expected);
    }
    assert.equal(reading.recordedOf([{ generation: 1, partition: 0, sequence: 8 }])[0]?.accepted, null);
  });

  test('a batch that does not follow the index’s progress is refused', () => {
    assert.equal(report(applied([[1, 1]])), true);
    const stale = { after: null, created: CREATED, next: 9, messages: [] };
    assert.equal(writing.addLedger(stale), false);
    assert.equal(store([command(1)]), true);
    assert.equal(
      writing.addCommands({ ...stale, generation: 1, partition: 0, commands: [command(2)] }),
      false,
    );
    assert.equal(reading.commandAt({ generation: 1, partition: 0, sequence: 2 }), null);
  });

  /** All matches, page by page. */
  const searchAll = (filter: CommandFilter, order: 'newest' | 'oldest', limit: number, withinMs = 10_000) => {
    const found: FoundCommand[] = [];
    let cuts = 0;
    for (let after: CommandCursor | undefined; ; ) {
      const page = reading.search(filter, { limit, order, withinMs, ...(after ? { after } : {}) });
      found.push(...page.commands);
      if (page.cut) cuts += 1;
      if (page.next === null) return { found, cuts };
      after = page.next;
    }
  };

  test('a search over segments whose times overlap gives each once, in order, whatever the page and the deadline', () => {
    // Two partitions read one after the other, as after a deletion.
    const interleaved = (partition: number) =>
      Array.from({ length: 150 }, (_, n) =>
        command(n + 1, {
          storedAt: NOW + n * 2 + partition,
          subject: `channel/${n % 3}`,
          actor: n % 10 === 0 ? 'rare' : 'alice',
          correlationId: n % 2 === 0 ? `even-${n}` : crypto.randomUUID(),
        }),
      );
    store(interleaved(0));
    store(interleaved(1), 1);
    const all = searchAll({}, 'newest', 37).found;
    assert.equal(all.length, 300);
    assert.deepEqual(
      all.map(({ storedAt }) => storedAt),
      Array.from({ length: 300 }, (_, n) => NOW + 299 - n),
    );
    assert.deepEqual(searchAll({}, 'oldest', 50).found, [...all].reverse());
    const filters: [CommandFilter, (row: FoundCommand) => boolean][] = [
      [{ subject: 'channel/1' }, ({ subject }) => subject === 'channel/1'],
      [{ actor: 'rare' }, ({ actor }) => actor === 'rare'],
      [{ actor: 'rare', subject: 'channel/0' }, (row) => row.actor === 'rare' && row.subject === 'channel/0'],
      [{ correlationPrefix: 'even-1' }, ({ correlationId }) => correlationId.startsWith('even-1')],
      [{ correlationPrefix: 'a' }, ({ correlationId }) => correlationId.startsWith('a')],
      [{ correlationPrefix: 'e' }, ({ correlationId }) => correlationId.startsWith('e')],
      [{ from: NOW + 100, to: NOW + 200 }, ({ storedAt }) => storedAt >= NOW + 100 && storedAt < NOW + 200],
      [{ type: 'chat.nothing.v1' }, () => false],
    ];
    for (const [filter, fits] of filters) {
      assert.deepEqual(searchAll(filter, 'newest', 7).found, all.filter(fits), JSON.stringify(filter));
      if (!filter.actor && !filter.type) continue;
      // With no time at all it is cut again and again, with the same result.
      const hurried = searchAll(filter, 'newest', 7, 0);
      assert.deepEqual(hurried.found, all.filter(fits), JSON.stringify(filter));
      assert.ok(hurried.cuts > 0);
    }
    const one = all.find(({ correlationId }) => correlationId.length === 36)!;
    const { commands, total } = reading.commandsOf(one.correlationId, { limit: 5, maxCounted: 10 });
    assert.deepEqual(
      [commands.map(({ id, position }) => ({ id, position })), total],
      [[{ id: one.id, position: one.position }], 1],
    );
  });

  test('a correlation of many commands is read in pages, in the order of the log', () => {
    store(
      Array.from({ length: 450 }, (_, n) =>
        command(n + 1, { correlationId: 'same', storedAt: NOW + (n >> 2) }),
      ),
    );
    const seen: number[] = [];
    for (let after: CommandCursor | undefined; ; ) {
      const page = reading.commandsOf('same', { limit: 40, maxCounted: 300, ...(after ? { after } : {}) });
      assert.equal(page.total, 300);
      seen.push(...page.commands.map(({ position }) => position.sequence));
      after = page.commands.at(-1);
      if (!after) break;
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 450 }, (_, n) => n + 1),
    );
  });

  test('the slowest first: those that took longest, and those still not applied after a failure', () => {
    store(Array.from({ length: 300 }, (_, n) => command(n + 1, { storedAt: NOW - n * 10 })));
    for (let from = 1; from < 300; from += 50)
      report(
        applied([[from, from + 49]], {
          appliedAt: NOW,
          longestMs: (from + 48) * 10,
        } as Partial<LedgerRecord>),
      );
    const slowest = reading.search({}, { limit: 5, order: 'slowest', withinMs: 10_000 });
    assert.deepEqual(
      slowest.commands.map(({ position, tookMs }) => [position.sequence, tookMs]),
      [300, 299, 298, 297, 296].map((sequence) => [sequence, (sequence - 1) * 10]),
    );
    assert.equal(slowest.cut, false);
  });

  test('among the slowest, a pending event counts with the time it has waited', () => {
    const began = Date.now() - 90_000;
    store(Array.from({ length: 300 }, (_, n) => command(n + 1, { storedAt: began + n * 10 })));
    const took = { appliedAt: began + 4_000, longestMs: 4_000 } as Partial<LedgerRecord>;
    report(applied([[1, 200]], took));
    const slowest = (...waiting: { generation: number; partition: number; sequence: number }[]) =>
      reading
        .search({}, { limit: 3, order: 'slowest', withinMs: 10_000, waiting })
        .commands.map(({ position, tookMs, state }) => [position.sequence, tookMs, state]);
    assert.deepEqual(
      slowest({ generation: 1, partition: 0, sequence: 150 }),
      [201, 202, 203].map((sequence) => [sequence, null, 'accepted']),
    );
    // Without known pending events the ledger may only be silent: those known to have taken longest come first.
    assert.deepEqual(
      slowest(),
      [1, 2, 3].map((sequence) => [sequence, 4_000 - (sequence - 1) * 10, 'applied']),
    );
  });

  test('rows outside the window are removed, by time, by count and with LEDGER; those inside stay', () => {
    store(Array.from({ length: 450 }, (_, n) => command(n + 1)));
    for (let n = 1; n <= 20; n += 1) report(applied([[n, n]]));
    const prune = (window: { storedBefore?: number; ledgerFirst?: number; maxRows?: number }) => {
      while (writing.prune({ storedBefore: 0, ledgerFirst: 0, maxRows: 1_000_000, ...window }));
    };
    prune({});
    assert.equal(reading.size().commands, 450);
    prune({ storedBefore: NOW + 150 });
    assert.equal(reading.size().commands, 350);
    assert.equal(reading.commandAt({ generation: 1, partition: 0, sequence: 100 }), null);
    assert.ok(reading.commandAt({ generation: 1, partition: 0, sequence: 101 }));
    prune({ maxRows: 200 });
    assert.equal(reading.size().commands, 250);
    prune({ ledgerFirst: 11 });
    assert.deepEqual(reading.applied(by, [1, 100], 10).ranges, [[11, 20]]);
    prune({ maxRows: 5 });
    assert.equal(reading.size().batches, 5);
    assert.deepEqual(reading.applied(by, [1, 100], 10).ranges, [[16, 20]]);
  });
});
