import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activityHref, readActivityView } from '../../components/ui/search-params/activity.ts';
import { readChartsView, withChartsView } from '../../components/ui/search-params/charts.ts';
import { commandAddresses } from '../../components/ui/search-params/commands.ts';
import { consumerAddresses } from '../../components/ui/search-params/consumers.ts';
import {
  backFromDeadLetter,
  deadLetterAddresses,
  groupAddresses,
} from '../../components/ui/search-params/dead-letters.ts';
import type { ListAddresses } from '../../components/ui/search-params/list-addresses.ts';
import { replayAddresses } from '../../components/ui/search-params/replays.ts';
import { readTraceView, traceAddresses, traceHref } from '../../components/ui/search-params/traces.ts';

const COMMAND = '01a22e37-94b6-7262-8020-174519915c31';
const queryOf = (href: string) => new URLSearchParams(href.split('?')[1] ?? '');

/** `full` is a view of which nothing has its default; `strict` are the parameters that don't take every text. */
function testList<View extends object>(
  { listHref, readView, viewOf, itemHref, backFrom }: ListAddresses<View>,
  full: Partial<View>,
  strict: readonly (keyof View & string)[],
): void {
  const base = listHref();

  test(`${base}: a view is what its address says, and what has its default is not in it`, () => {
    assert.equal(listHref(readView({})), base);
    const href = listHref(full);
    assert.deepEqual(viewOf(href), { ...readView({}), ...full });
    assert.deepEqual([...queryOf(href).keys()].sort(), Object.keys(full).sort());
  });

  test(`${base}: what is not valid in an address is as if it were not there`, () => {
    const wrong = Object.fromEntries(strict.map((name) => [name, ['/ ?', 'twice']]));
    assert.equal(listHref(readView(wrong)), base);
  });

  test(`${base}: an item leads back to the list it was opened from, and to no other place`, () => {
    const list = listHref(full);
    assert.equal(backFrom(queryOf(itemHref('x', list)).get('from')), list);
    for (const from of ['https://example.com/', '//example.com', `${base}x`, null, ['a'], undefined])
      assert.equal(backFrom(from), base);
  });
}

testList(commandAddresses, { ids: [COMMAND], channel: 'general', state: 'applied' }, [
  'ids',
  'correlations',
  'state',
]);
testList(
  consumerAddresses,
  { open: ['history', 'search'], internal: true, sort: { by: 'lag', descending: true } },
  ['open', 'internal', 'sort'],
);
testList(deadLetterAddresses, { show: 'list', consumer: 'history', q: 'a & b', cursor: 'c1', all: '1' }, [
  'show',
  'by',
  'state',
  'sort',
  'order',
  'all',
]);
testList(groupAddresses('0123456789abcdef'), { state: 'any', sort: 'oldest' }, ['state', 'sort']);
testList(replayAddresses, { ended: 'all' }, ['ended']);
testList(traceAddresses, { q: 'order-4711', since: '2026-11-23T03:00:00.000Z', page: 3, sort: 'slowest' }, [
  'state',
  'failed',
  'range',
  'since',
  'until',
  'sort',
  'page',
]);

test('a dead letter leads back to its group', () => {
  const group = groupAddresses('0123456789abcdef').listHref({ state: 'any' });
  assert.equal(backFromDeadLetter(group), group);
  assert.equal(backFromDeadLetter('/dead-letters/groups/x'), '/dead-letters');
  assert.equal(backFromDeadLetter(undefined), '/dead-letters');
});

test('activity: times are moments, kinds are known ones', () => {
  const href = activityHref({ kind: 'pipeline', within: '30d', projection: 'history' });
  assert.equal(href, '/activity?kind=pipeline&within=30d&projection=history');
  assert.equal(readActivityView({ from: 'never', kind: 'x' }).from, '');
  assert.equal(activityHref(readActivityView({ kind: 'x', within: '9y' })), '/activity');
});

test('charts: their view is beside what else an address says', () => {
  const now = new URLSearchParams('from=%2Fconsumers&range=6h');
  assert.deepEqual(readChartsView(now), { range: { kind: 'last', name: '6h' }, log: false });
  const between = { kind: 'between', from: 1_760_000_000_000, until: 1_760_000_060_000 } as const;
  const query = withChartsView(now, { range: between, log: true });
  assert.deepEqual(readChartsView(queryOf(query)), { range: between, log: true });
  assert.equal(queryOf(query).get('from'), '/consumers');
  assert.equal(withChartsView(now, readChartsView({ range: '5y', scale: 'x' })), '?from=%2Fconsumers');
  assert.equal(readChartsView({}).range, null);
  // A choice stays one, whatever the page would take by itself.
  assert.equal(withChartsView(now, readChartsView({ range: '1h' })), '?from=%2Fconsumers&range=1h');
});

test('one trace: its command, its further pages, and the search it was opened from', () => {
  const href = traceHref('order-4711', { at: COMMAND, cursor: 'c2', from: '/traces?q=order' });
  assert.equal(href, `/traces/order-4711?cursor=c2&from=%2Ftraces%3Fq%3Dorder#${COMMAND}`);
  assert.deepEqual(readTraceView(queryOf(href.split('#')[0]!)), {
    command: null,
    cursor: 'c2',
    from: '/traces?q=order',
  });
  assert.equal(readTraceView({ command: 'no-id', cursor: '' }).command, null);
  assert.equal(readTraceView({ cursor: '' }).cursor, null);
});
