import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldBackWords, holdingBack } from '../../components/dead-letters/held-back.ts';
import { plainPhrase } from '../../components/overview/phrase.ts';
import { REPORTED_ALERTS } from '../../server/operations/alerts/reported-alerts.ts';
import { AT, alertFixture, countedFixture, reconciliationFixture } from './overview-facts.ts';

const alert = alertFixture({
  id: `${REPORTED_ALERTS[0]!.name}-history`,
  rule: null,
  concerns: { kind: 'projection', name: 'history' },
});

/** With so many of history's events waiting for a retry; null where that is not known. */
function waiting(count: number | null) {
  const history = countedFixture('History');
  const term = { ...history.terms[0]!, term: 'in-flight-retrying' as const, count };
  return reconciliationFixture([countedFixture('Search'), { ...history, terms: [...history.terms, term] }]);
}

test('a worker holds dead letters back while its alert is so; of a group only its own worker', () => {
  const search = { ...alert, id: 'dead-letters-held-back-search', concerns: { kind: 'p', name: 'search' } };
  const others = [
    alertFixture(),
    alertFixture({ id: 'dead-letters-open', concerns: { kind: 'dead-letters', name: 'open' } }),
    { ...alert, state: 'cleared' as const },
    { ...alert, quietSince: AT },
  ];
  assert.deepEqual(holdingBack([...others, alert, search], null), [alert, search]);
  assert.deepEqual(holdingBack([...others, alert, search], 'history'), [alert]);
  assert.deepEqual(holdingBack(others, 'history'), []);
});

test('how many wait is said where it was counted, and that they are applied by themselves', () => {
  const words = (...of: Parameters<typeof heldBackWords>) => plainPhrase(heldBackWords(...of));
  const begin =
    'The worker of history holds others back: most of what it meets can’t be applied, so at most ten a second become dead letters, and none once there are many. ';
  const end = 'applied by themselves once the worker is rolled back, or its store put right.';
  assert.equal(
    words(alert, waiting(3_120)),
    `${begin}3,120 events wait to be tried again (counted ${AT}); they are ${end}`,
  );
  const uncounted = `${begin}The others wait and are tried again; they are ${end}`;
  for (const sums of [waiting(null), waiting(0), reconciliationFixture([]), null])
    assert.equal(words(alert, sums), uncounted);
});
