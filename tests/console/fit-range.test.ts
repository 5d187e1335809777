import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitRange } from '../../components/ui/chart/time-range.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('charts for which no range is chosen begin well before the newest problem', () => {
  for (const [age, range] of [
    [0, '5m'],
    [2 * MINUTE, '5m'],
    [3 * MINUTE, '15m'],
    [8 * MINUTE, '1h'],
    [29 * MINUTE, '1h'],
    [40 * MINUTE, '6h'],
    [4 * HOUR, '24h'],
    [12 * HOUR, '24h'],
  ] as const)
    assert.equal(fitRange([ago(age)], NOW), range, `${age} ms old`);
  assert.equal(fitRange([ago(4 * HOUR), null, ago(MINUTE)], NOW), '5m');
});

test('with nothing new they show the last hour', () => {
  for (const began of [[], [null], [ago(13 * HOUR)], [ago(400 * HOUR)]])
    assert.equal(fitRange(began, NOW), '1h');
});
