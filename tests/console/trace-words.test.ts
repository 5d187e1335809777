import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchOf } from '../../components/api/models/trace-search.ts';
import { traceSentence } from '../../components/api/models/trace-sentence.ts';
import { foldTime } from '../../components/features/traces/fold-time.ts';
import { findCorrelationIds, searchedIdIn } from '../../components/ui/paste/find-correlation-ids.ts';
import { filtersOf, traceAddresses, unknownStateWords } from '../../components/ui/search-params/traces.ts';
import { waitsOf } from '../../components/ui/waits/waits-of.ts';
import type { Segment, SegmentKind, Trace, TraceCommand } from '../../contracts/traces.ts';

const command = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
const correlation = '7f3a91c2-44d0-4c1b-9a55-0d8e2b6c1f90';

const pasted: [what: string, text: string, ids: string[], sought: string | null][] = [
  ['a UUID', correlation, [correlation], correlation],
  ['a name', ' order-4711 ', [], 'order-4711'],
  ['a command’s id', command, [], command],
  ['a header', 'X-Correlation-Id: order-4711', ['order-4711'], 'order-4711'],
  [
    'a log line',
    `{"commandId":"${command}","correlationId":"order-4711","msg":"x"}`,
    ['order-4711'],
    'order-4711',
  ],
  ['an address of a trace', 'http://h:7401/traces/order-4711?from=%2Ftraces', ['order-4711'], 'order-4711'],
  ['a log line with a command’s id only', `failed ${command} again`, [], command],
  ['the end of a sentence', 'its correlation id: order-4711.', ['order-4711'], 'order-4711'],
  [
    'a log line with a UUID in a name',
    `-> 202, X-Correlation-Id=checkout-${correlation}; not listed`,
    [`checkout-${correlation}`],
    `checkout-${correlation}`,
  ],
  [
    'a name with a UUID in it',
    `checkout-${correlation}.`,
    [`checkout-${correlation}`, correlation],
    `checkout-${correlation}.`,
  ],
  [
    'a name with what could be a command’s id in it',
    `it was ${command}_retry`,
    [`${command}_retry`],
    `${command}_retry`,
  ],
  ['an id that is named', `id:${correlation} at:${command}`, [correlation], correlation],
  ['words', 'no id in here', [], null],
  ['an id of another program', ' früh@注文:4711 ', [], 'früh@注文:4711'],
  [
    'a log line of another program',
    'correlationId="früh@注文:4711" done',
    ['früh@注文:4711'],
    'früh@注文:4711',
  ],
  [
    'an address of another program’s trace',
    'http://h:7401/traces/fr%C3%BCh%404711?command=1',
    ['früh@4711'],
    'früh@4711',
  ],
];
for (const [what, text, ids, sought] of pasted) {
  test(`correlation ids in ${what}`, () => {
    assert.deepEqual(findCorrelationIds(text), ids);
    assert.equal(searchedIdIn(text), sought);
  });
}

test('time without long waits is drawn as it was', () => {
  const time = foldTime([0, 10, 30, 100]);
  assert.ok(time.stretches.every(({ folded }) => !folded));
  assert.deepEqual(
    [0, 10, 30, 100].map((ms) => Math.round(time.at(ms) * 100)),
    [0, 10, 30, 100],
  );
});

test('a wait that hides the rest is folded, and the rest keeps its proportions', () => {
  const time = foldTime([0, 10, 40, 40 + 3 * 3_600_000, 50 + 3 * 3_600_000]);
  assert.deepEqual(
    time.stretches.map(({ folded }) => folded),
    [false, false, true, false],
  );
  const [first, second, fold] = time.stretches.map(({ x0, x1 }) => x1 - x0) as [number, number, number];
  assert.ok(Math.abs(second / first - 3) < 1e-9);
  assert.ok(fold < 0.2);
  assert.equal(time.at(50 + 3 * 3_600_000), 1);
});

test('one wait alone is no fold, and nothing at all is no axis', () => {
  assert.deepEqual(
    foldTime([0, 5_000]).stretches.map(({ folded }) => folded),
    [false],
  );
  assert.deepEqual(foldTime([7]).stretches, []);
  assert.equal(foldTime([]).at(7), 0);
});

test('the axis never goes back, whatever the moments', () => {
  const moments = Array.from({ length: 200 }, (_, n) => (n * n * 7_919) % 5_000_000);
  const time = foldTime(moments);
  const places = [...moments].sort((a, b) => a - b).map(time.at);
  assert.ok(places.every((place, n) => place >= (places[n - 1] ?? 0) - 1e-9 && place <= 1 + 1e-9));
});

let at = Date.parse('2026-11-23T03:04:11.000Z');
const segment = (kind: SegmentKind, ms: number, open = false): Segment => {
  const from = new Date(at).toISOString();
  at += ms;
  return { kind, from, to: new Date(at).toISOString(), ms, open, attempt: null };
};

test('waits are shown from a second on, one kind as one, and work is none', () => {
  const segments = [
    segment('in-the-log', 900),
    segment('working', 5_000),
    segment('retry-backoff', 1_000),
    segment('working', 10),
    segment('retry-backoff', 2_000),
    segment('store-outage', 60_000, true),
  ];
  assert.deepEqual(
    waitsOf({ segments }).map(({ kind, ms, times, open }) => [kind, ms, times, open]),
    [
      ['retry-backoff', 3_000, 2, false],
      ['store-outage', 60_000, 1, true],
    ],
  );
});

const traceOf = (...commands: [TraceCommand['state'], Segment[]][]): Trace =>
  ({
    commands: commands.map(([state, segments]) => ({
      state,
      replacedBy: null,
      timesKnown: true,
      projections: [{ projection: 'history', segments }],
    })),
    total: commands.length,
    unconfirmed: [],
  }) as unknown as Trace;

const sentences: [trace: Trace, sentence: string][] = [
  [traceOf(['applied', []]), '1 command: applied. None waited for a second or more.'],
  [traceOf(['applied', []], ['applied', []]), '2 commands: all applied. None waited for a second or more.'],
  [
    traceOf(
      ['applied', [segment('retry-backoff', 2_000)]],
      ['dead_lettered', [segment('dead-letter', 10_920_000, true)]],
    ),
    '2 commands: 1 applied, 1 dead-lettered. Longest wait: 3 h 02 min so far, as a dead letter, for an operator (history).',
  ],
  [traceOf([null, []]), '1 command: unknown. None waited for a second or more.'],
  [
    { ...traceOf(), unconfirmed: [{ commandId: command, at: '', process: 'gateway:1' }] },
    'The log holds no command of this trace. The outcome of 1 command is unknown.',
  ],
];
for (const [trace, sentence] of sentences) {
  test(`a trace in a sentence: ${sentence}`, () => assert.equal(traceSentence(trace), sentence));
}

test('a search is what its address says, and back', () => {
  const href = '/traces?channel=general&state=dead_lettered&range=6h&sort=slowest';
  const view = traceAddresses.readView(new URLSearchParams(href.split('?')[1]));
  const { lastMs, limit, ...search } = searchOf(view);
  assert.deepEqual(search, { sort: 'slowest', aggregate: 'channel/general', state: ['dead_lettered'] });
  assert.equal(lastMs, 6 * 3_600_000);
  assert.deepEqual(
    filtersOf(view).map(({ name }) => name),
    ['Channel', 'State', 'Stored'],
  );
  assert.deepEqual(
    [...new URLSearchParams(traceAddresses.listHref(view).split('?')[1])].sort(),
    [...new URLSearchParams(href.split('?')[1])].sort(),
  );
  assert.equal(traceAddresses.readView(new URLSearchParams('since=never&state=lost')).since, '');
});

test('a state that no list can be narrowed to is not ignored in silence', () => {
  assert.equal(unknownStateWords(null), null);
  assert.equal(unknownStateWords('dead_lettered'), null);
  assert.equal(unknownStateWords('rejected'), null);
  assert.match(unknownStateWords('lost')!, /^There is no state “lost”/);
});
