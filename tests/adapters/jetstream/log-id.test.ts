import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newLogId } from '../../../adapters/jetstream/streams/log-id.ts';
import { mergedRecords, recordOf } from '../../../adapters/jetstream/streams/log-record.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';

const stream = (name: string, metadata: Record<string, string>): [string, StreamInfo] => [
  name,
  {
    created: '2026-01-01T00:00:00Z',
    config: { name, subjects: [], metadata },
    state: { messages: 0, bytes: 0, first_seq: 0, last_seq: 0, first_ts: '', last_ts: '' },
  },
];

/** A log whose `DEAD_LETTERS`, `OPERATIONS` and event streams of two generations name these identities. */
const log = (deadLetters: string, operations: string, older: string[], newer: string[]) => {
  const named = (logId: string, newest = '0') => ({
    ...(logId && { 'waybill.log': logId }),
    'waybill.newest-generation': newest,
  });
  return new Map([
    ...(deadLetters === 'gone' ? [] : [stream('DEAD_LETTERS', named(deadLetters, '3'))]),
    ...(operations === 'gone' ? [] : [stream('OPERATIONS', named(operations, '2'))]),
    ...older.map((logId, partition) => stream(`EVENTS-1-${partition}`, named(logId))),
    ...newer.map((logId, partition) => stream(`EVENTS-2-${partition}`, named(logId))),
  ]);
};

describe('The identity of a log', () => {
  const table: [what: string, streams: ReturnType<typeof log>, logId: string | null, newest: number][] = [
    ['whole', log('a', 'a', ['a'], ['a', 'a']), 'a', 3],
    ['of an older version', log('', '', [''], ['', '']), null, 3],
    ['of an older version, with a new generation', log('a', 'a', ['', ''], ['a']), 'a', 3],
    ['one of the two that keep the record is lost', log('gone', 'a', [], ['a']), 'a', 2],
    ['both are lost', log('gone', 'gone', [], ['a']), 'a', 0],
    ['both were created again', log('', '', [], ['a']), 'a', 3],
    ['all events are lost', log('a', 'a', [], []), 'a', 3],
    ['only older events are left', log('gone', 'gone', ['a'], []), 'a', 0],
    ['dead letters of another log: their record says nothing', log('b', 'a', [], ['a', 'a']), 'a', 2],
    ['operations of another log', log('a', 'b', [], ['a', 'a']), 'a', 3],
    ['events of another log', log('a', 'a', [], ['b']), 'a', 3],
    ['one partition of another log', log('gone', 'gone', [], ['b', 'a', 'a']), 'a', 0],
    ['nothing', log('gone', 'gone', [], []), null, 0],
  ];
  for (const [what, streams, logId, newest] of table) {
    test(what, () => {
      const record = recordOf(streams);
      assert.deepEqual([record.logId, record.newest], [logId, newest]);
    });
  }

  test('a process’s knowledge counts if the log names no identity, and not for another log', () => {
    const known = { logId: 'a', newest: 7, created: {}, lost: [] };
    const found = (logId: string | null) => ({ logId, newest: 1, created: {}, lost: [] });
    const merged = (logId: string | null) => {
      const { logId: id, newest } = mergedRecords([found(logId), known]);
      return [id, newest];
    };
    assert.deepEqual(merged(null), ['a', 7]);
    assert.deepEqual(merged('a'), ['a', 7]);
    assert.deepEqual(merged('b'), ['b', 1]);
  });

  test('several processes make the same id at once; made again later, it is another', () => {
    const at = (created: string) => newLogId({ created });
    assert.equal(at('2026-01-01T00:00:00.000000001Z'), at('2026-01-01T00:00:00.000000001Z'));
    assert.notEqual(at('2026-01-01T00:00:00.000000001Z'), at('2026-01-01T00:00:00.000000002Z'));
    assert.match(at('x'), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
