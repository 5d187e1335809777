import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderGroups } from '../../components/features/dead-letters/groups/group-order.ts';
import { growthInWords } from '../../components/features/dead-letters/groups/growth.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import type { DeadLetterGroup } from '../../contracts/dead-letter-groups.ts';
import { isGrowing } from '../../contracts/growth.ts';

const NOW = '2026-11-23T22:45:00.000Z';
const JUST_NOW = '2026-11-23T22:44:50.000Z';
const A_WHILE_AGO = '2026-11-23T22:44:05.900Z';
const EARLIER = '2026-11-23T22:43:00.000Z';

test('growing while the newest failure is recent and no version was started since', () => {
  const words = (growing: boolean, hourBefore: number, since?: string, failedAt = JUST_NOW) =>
    plainPhrase(
      growthInWords(
        { group: { failedAt, openedAt: failedAt }, growth: { growing, lastHour: 1_204, hourBefore } },
        since === undefined ? undefined : { version: '2.14.1', since },
        NOW,
      ),
    );
  assert.equal(words(true, 0), 'growing, 1,204 in the last hour');
  assert.equal(words(true, 0, EARLIER), 'growing, 1,204 in the last hour');
  assert.equal(words(true, 0, NOW), `stopped growing: last failed ${JUST_NOW}, 1,204 in the last hour`);
  assert.equal(
    words(false, 0, undefined, A_WHILE_AGO),
    `the newest came ${A_WHILE_AGO}, 54.1 s ago, 1,204 in the last hour`,
  );
  assert.equal(words(false, 2_000), 'not growing, 1,204 in the last hour');
});

test('a replay that failed again is no growth: only the time of the newest dead letter counts', () => {
  const group = { failedAt: JUST_NOW, openedAt: A_WHILE_AGO };
  const growth = { growing: false, lastHour: 12, hourBefore: 0 };
  assert.equal(
    plainPhrase(growthInWords({ group, growth }, undefined, NOW)),
    `the newest came ${A_WHILE_AGO}, 54.1 s ago, 12 in the last hour`,
  );
});

test('a group whose newest dead letter is most of a minute old no longer grows', () => {
  const at = Date.parse(NOW);
  assert.equal(isGrowing(1_204, 0, Date.parse(JUST_NOW), at), true);
  assert.equal(isGrowing(1_204, 0, Date.parse(A_WHILE_AGO), at), false);
});

test('growing groups come first; the others are sorted by size', () => {
  const group = (key: string, count: number, failedAt: string) =>
    ({ key, count, failedAt, openedAt: failedAt, trend: [0, count] }) as unknown as DeadLetterGroup;
  const groups = [group('stopped', 50, EARLIER), group('grows', 2, JUST_NOW), group('large', 90, EARLIER)];
  const order = (by: 'growing' | 'count' | 'last') => orderGroups(groups, by, NOW).map(({ key }) => key);
  assert.deepEqual(order('growing'), ['grows', 'large', 'stopped']);
  assert.deepEqual(order('count'), ['large', 'stopped', 'grows']);
  assert.deepEqual(order('last'), ['grows', 'large', 'stopped']);
});
