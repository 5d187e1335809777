import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutId } from '../../components/ui/format/cut-id.ts';
import { formatDurationTick, formatTook } from '../../components/ui/format/duration.ts';
import { formatPosition } from '../../components/ui/format/position.ts';
import { formatExactTime, formatInstant, formatTime } from '../../components/ui/format/time.ts';
import { formatBytes } from '../../contracts/words/bytes.ts';
import { countOf, formatCount } from '../../contracts/words/count.ts';
import { formatDuration } from '../../contracts/words/duration.ts';

const now = '2026-11-23T12:00:00.000Z';

test('times are absolute: the clock today, the day before it on another day, the year on another year', () => {
  assert.equal(formatTime('2026-11-23T03:04:11.482Z', 'UTC', now), '03:04:11');
  assert.equal(formatTime('2026-11-22T03:04:11.482Z', 'UTC', now), '22 Nov 03:04');
  assert.equal(formatTime('2025-11-23T03:04:11.482Z', 'UTC', now), '23 Nov 2025 03:04');
  assert.equal(formatTime('2026-11-22T23:30:00.000Z', 'Europe/Oslo', now), '00:30:00');
  assert.equal(formatTime('nonsense', 'UTC', now), 'unknown');
  assert.equal(formatExactTime('2026-11-23T03:04:11.482Z', 'UTC', now), '03:04:11.482');
  assert.equal(formatExactTime('2026-11-22T03:04:11.482Z', 'UTC', now), '22 Nov 03:04:11.482');
});

test('an instant shows the offset of its zone at that time', () => {
  const of = (zone: string, iso = '2026-11-23T03:04:11.482Z') => formatInstant(iso, zone);
  assert.equal(of('UTC'), '23 Nov 2026 03:04:11.482 UTC');
  assert.equal(of('Europe/Oslo'), '23 Nov 2026 04:04:11.482 UTC+1');
  assert.equal(of('Europe/Oslo', '2026-07-01T00:00:00.000Z'), '1 Jul 2026 02:00:00.000 UTC+2');
  assert.equal(of('Asia/Kolkata'), '23 Nov 2026 08:34:11.482 UTC+5:30');
  assert.equal(of('America/St_Johns'), '22 Nov 2026 23:34:11.482 UTC−3:30');
});

test('durations have two units at most', () => {
  const table: [number, string][] = [
    [0, '0 ms'],
    [0.4, '< 1 ms'],
    [412, '412 ms'],
    [999.7, '1.0 s'],
    [12_400, '12.4 s'],
    [59_960, '1 min 00 s'],
    [245_000, '4 min 05 s'],
    [10_920_000, '3 h 02 min'],
    [2_581_200_000, '29 d 21 h'],
    [-1, 'unknown'],
  ];
  for (const [ms, text] of table) assert.equal(formatDuration(ms), text);
  assert.equal(formatTook(208), '+208 ms');
  assert.equal(formatTook(10_920_000), '3 h 02 min');
});

test('counts, bytes, ids and positions', () => {
  assert.equal(formatCount(1_236), '1,236');
  assert.equal(formatCount(1_204_331), '1,204,331');
  assert.equal(countOf(1, 'command'), '1 command');
  assert.equal(countOf(0, 'command'), '0 commands');
  assert.equal(formatBytes(812), '812 B');
  assert.equal(formatBytes(1_258_291), '1.2 MiB');
  assert.equal(cutId('0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa'), '0192f7c1…3f04aa');
  assert.equal(cutId('short'), 'short');
  assert.equal(formatPosition('1-2-48211'), '2 · 48,211');
  assert.equal(formatPosition('2-0-1'), 'generation 2 · 0 · 1');
  assert.equal(formatPosition('odd'), 'odd');
});

test('an axis has room for one unit', () => {
  assert.deepEqual([0, 40, 90_000, 500_000, 21_600_000, 216_000_000].map(formatDurationTick), [
    '0 ms',
    '40 ms',
    '90 s',
    '8.3 min',
    '6 h',
    '2.5 d',
  ]);
});
