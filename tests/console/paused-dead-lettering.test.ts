import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  pausedDeadLettering,
  pausedWords,
} from '../../components/features/dead-letters/list/paused-dead-lettering.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import { REPORTED_ALERTS } from '../../server/operations/alerts/reported-alerts.ts';
import { AT, alertFixture, countedFixture, reconciliationFixture } from './overview-facts.ts';

const alert = alertFixture({
  id: `${REPORTED_ALERTS[0]!.name}-history`,
  rule: null,
  subject: { kind: 'projection', name: 'history' },
});

/** With so many of history's events waiting for a retry; null where that is not known. */
function waiting(count: number | null) {
  const history = countedFixture('History');
  const term = { ...history.terms[0]!, term: 'in-flight-retrying' as const, count };
  return reconciliationFixture([countedFixture('Search'), { ...history, terms: [...history.terms, term] }]);
}

test('dead-lettering is paused while a worker’s alert fires; for a group only its own worker counts', () => {
  const search = { ...alert, id: 'dead-lettering-paused-search', subject: { kind: 'p', name: 'search' } };
  const others = [
    alertFixture(),
    alertFixture({ id: 'dead-letters-open', subject: { kind: 'dead-letters', name: 'open' } }),
    { ...alert, state: 'cleared' as const },
    { ...alert, quietSince: AT },
  ];
  assert.deepEqual(pausedDeadLettering([...others, alert, search], null), [alert, search]);
  assert.deepEqual(pausedDeadLettering([...others, alert, search], 'history'), [alert]);
  assert.deepEqual(pausedDeadLettering(others, 'history'), []);
});

test('the note says how many wait, if counted, and that they are applied automatically', () => {
  const words = (...of: Parameters<typeof pausedWords>) => plainPhrase(pausedWords(...of));
  const begin = 'Dead-lettering paused: most events of history are failing. ';
  const mended = 'Fix the worker or its store: then ';
  const end = `${mended}they are applied automatically; those that can never be applied become dead letters.`;
  assert.equal(words(alert, waiting(3_120)), `${begin}3,120 events wait for a retry (counted ${AT}). ${end}`);
  assert.equal(
    words(alert, waiting(1)),
    `${begin}1 event waits for a retry (counted ${AT}). ${mended}it is applied automatically; if it can never be applied, it becomes a dead letter.`,
  );
  const uncounted = `${begin}The other events wait for a retry. ${end}`;
  for (const sums of [waiting(null), waiting(0), reconciliationFixture([]), null])
    assert.equal(words(alert, sums), uncounted);
});
