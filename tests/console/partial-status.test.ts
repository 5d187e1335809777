import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consumerRows } from '../../components/features/consumers/consumer-rows.ts';
import { backlogNow } from '../../components/features/overview/backlog-now.ts';
import { pipelineNumbers } from '../../components/features/overview/pipeline-numbers.ts';
import { judge } from '../../components/features/overview/verdict.ts';
import { consumerStatusAt, partialStatus } from '../../components/ui/status/consumer-status.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import { CONSUMER_STATUSES, type ConsumerStatus } from '../../contracts/consumer-status.ts';
import type { ConsumerList } from '../../contracts/consumers.ts';
import { factsFixture } from './overview-facts.ts';

const SINCE = '2026-11-23T02:06:00.000Z';

/** Four partitions and their retry queue, each with its own status; the projection has the gravest. */
function listOf(partitions: ConsumerStatus[], retries: ConsumerStatus): ConsumerList {
  const { consumers: list } = factsFixture([{ name: 'history' }]);
  const [like] = list!.consumers;
  const status = [...partitions, retries].sort(
    (a, b) => CONSUMER_STATUSES.indexOf(b) - CONSUMER_STATUSES.indexOf(a),
  )[0]!;
  const streams = [...partitions.map((_, n) => `EVENTS-1-${n}`), 'RETRIES'];
  return {
    ...list!,
    projections: list!.projections.map((each) => ({ ...each, status, lag: 3, retrying: 0 })),
    consumers: streams.map((stream, n) => ({
      ...like!,
      stream,
      kind: stream === 'RETRIES' ? 'retries' : 'projection',
      status: partitions[n] ?? retries,
      // Two partitions of four have work.
      lag: n === 0 || n === 3 ? 3 : 0,
    })),
  };
}

/** What Overview's first line, its tile and the list of consumers say of the same. */
function said(list: ConsumerList): [verdict: string, tile: string, row: string] {
  const verdict = judge({ ...factsFixture([{ name: 'history' }]), consumers: list });
  const [tile] = pipelineNumbers(list, null).projections;
  const { projections } = consumerRows(list, { open: [], sort: null });
  return [
    plainPhrase(verdict.what),
    partialStatus(consumerStatusAt(tile!.status, tile!.leftMs), tile!.reach).word,
    projections[0]!.status.word,
  ];
}

const { ok, paused, gone } = { ok: 'ok', paused: 'paused', gone: 'no-worker' } as const;

const table: [
  what: string,
  partitions: ConsumerStatus[],
  retries: ConsumerStatus,
  first: string,
  word: string,
][] = [
  [
    'one of four partitions is paused',
    [ok, paused, ok, ok],
    ok,
    `1 of 4 partitions of History is paused since ${SINCE}.`,
    '1 of 4 paused',
  ],
  [
    'three of four',
    [paused, paused, ok, paused],
    paused,
    `3 of 4 partitions of History are paused since ${SINCE}.`,
    '3 of 4 paused',
  ],
  ['all of them', [paused, paused, paused, paused], ok, `History is paused since ${SINCE}.`, 'paused'],
  [
    'the retry queue alone',
    [ok, ok, ok, ok],
    paused,
    `The retry queue of History is paused since ${SINCE}.`,
    'retry queue paused',
  ],
  [
    'half of it without a worker: the most severe status counts, and which part has it',
    [gone, paused, gone, ok],
    ok,
    `2 of 4 partitions of History have had no worker since ${SINCE}.`,
    '2 of 4 no worker',
  ],
  [
    'no worker, where the partitions that look well have nothing to do',
    [gone, ok, ok, gone],
    ok,
    `History has had no worker since ${SINCE}.`,
    'no worker',
  ],
  [
    'failing comes from the retry queue and is true of the whole',
    [ok, ok, ok, ok],
    'failing',
    `History has failed on most events since ${SINCE}.`,
    'failing',
  ],
];

for (const [what, partitions, retries, first, word] of table)
  test(`every place says which part of a projection has a status: ${what}`, () =>
    assert.deepEqual(said(listOf(partitions, retries)), [first, word, word]));

test('an unknown number is unknown in each place, and never 0', () => {
  const list = listOf([ok, 'unknown', ok, ok], ok);
  const [projection] = list.projections;
  const unknown = {
    ...list,
    projections: [{ ...projection!, lag: null, pending: null, ackPending: null }],
  };
  assert.equal(pipelineNumbers(unknown, null).projections[0]?.lag, null);
  assert.equal(consumerRows(unknown, { open: [], sort: null }).projections[0]?.lag, null);
  const verdict = judge({ ...factsFixture([{ name: 'history' }]), consumers: unknown });
  assert.equal(
    plainPhrase(verdict.what),
    `1 of 4 partitions of History has an unknown status since ${SINCE}.`,
  );
  assert.match(plainPhrase(verdict.costs), /^How many events are not applied yet is unknown\./);
});

test('a projection that keeps up also shows its events that wait for a retry', () => {
  const { consumers } = factsFixture([{ name: 'history' }]);
  const verdict = judge({
    ...factsFixture([{ name: 'history' }]),
    consumers: { ...consumers!, projections: [{ ...consumers!.projections[0]!, lag: 3, retrying: 3 }] },
  });
  assert.equal(plainPhrase(verdict.costs), '3 events failed and wait in the retry queue.');
});

test('the present backlog of the charts is that of the reading, and unknown where a part is', () => {
  const { consumers } = factsFixture([
    { name: 'history', lag: 3 },
    { name: 'search', lag: 4 },
  ]);
  assert.deepEqual(backlogNow(consumers!), { lag: 7, oldestAgeMs: 3_490_000 });
  const [first, second] = consumers!.projections;
  const unknown = { ...consumers!, projections: [first!, { ...second!, lag: null, oldestAt: null }] };
  assert.deepEqual(backlogNow(unknown), { lag: null, oldestAgeMs: null });
  assert.deepEqual(backlogNow({ ...consumers!, projections: [] }), { lag: 0, oldestAgeMs: null });
});
