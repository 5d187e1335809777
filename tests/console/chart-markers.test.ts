import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartMarkers, type MarkedEvents } from '../../components/api/models/chart-markers.ts';
import { fillLines, formatDays, logPoints } from '../../components/features/overview/log-points.ts';
import type { ChartMarker } from '../../components/ui/chart/chart-props.ts';
import { markerGroups, markersAt, nearest } from '../../components/ui/chart/marker-groups.ts';
import { actionStatus } from '../../components/ui/status/activity-status.ts';
import type { Action } from '../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../contracts/pipeline-change.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 3, minute)).toISOString();
const time = (minute: number) => Date.parse(at(minute));

const start = (minute: number, role: string, version: string): PipelineChange => ({
  id: `${minute}`,
  at: at(minute),
  kind: 'process-started',
  role,
  process: 'h:1',
  version,
  why: null,
});
const circuit = (minute: number, kind: 'circuit-opened' | 'circuit-closed'): PipelineChange => ({
  id: `${minute}`,
  at: at(minute),
  kind,
  projection: 'history',
  process: 'h:1',
  why: null,
  openForMs: kind === 'circuit-closed' ? 60_000 : null,
});
const action = (minute: number, kind: string, targetId: string, details: Action['details'] = {}): Action => ({
  sequence: minute,
  id: `${minute}`,
  at: at(minute),
  actor: 'olga',
  kind,
  target: kind.startsWith('replay') ? 'replay' : 'consumer',
  targetId,
  requestId: 'r',
  reason: null,
  details,
});

// As the API answers them: the newest first.
const events: MarkedEvents = {
  starts: [
    start(9, 'worker:history', '0.2.0'),
    start(8, 'worker:history', '0.1.0'),
    start(7, 'gateway', '0.2.0'),
    start(1, 'worker:history', '0.1.0'),
  ],
  moreStarts: false,
  circuits: [circuit(6, 'circuit-closed'), circuit(5, 'circuit-opened')],
  actions: [
    action(14, 'replay-finished', 'r-2'),
    action(13, 'replay-created', 'r-2', { title: 'Replay 3', deadLetterIds: ['search.1-0-4'], part: 1 }),
    action(12, 'replay-finished', 'r-1'),
    action(11, 'replay-created', 'r-1', { title: 'Replay 9', deadLetterIds: ['history.1-0-4'], part: 2 }),
    action(10, 'replay-created', 'r-1', { title: 'Replay 9', deadLetterIds: ['history.1-0-3'], part: 1 }),
    action(4, 'consumer-resumed', 'EVENTS-1-0.history-a'),
    action(3, 'consumer-paused', 'EVENTS-1-0.history-a'),
  ],
};
const said = (markers: ChartMarker[]) =>
  markers.map((each) => `${new Date(each.at).getUTCMinutes()} ${each.name}`);

test('deploys, circuits, pauses and replays are marked; a restart of the same version is none', () => {
  assert.deepEqual(said(chartMarkers(events, null, time(2), time(20))), [
    '3 history-a, partition 0: paused by olga',
    '4 history-a, partition 0: resumed by olga',
    '5 history: store calls suspended',
    '6 history: store calls resumed, suspended for 1 min 00 s',
    '7 gateway: version 0.2.0 started',
    '9 worker:history: version 0.2.0 started, before 0.1.0',
    '10 replay begun by olga: Replay 9',
    '12 replay finished',
    '13 replay begun by olga: Replay 3',
    '14 replay finished',
  ]);
});

test('a consumer’s charts mark only its own changes; nothing is claimed about versions before the first start that was read', () => {
  const scope = { projection: 'history', consumers: [{ stream: 'EVENTS-1-1', consumer: 'history-a' }] };
  assert.deepEqual(said(chartMarkers({ ...events, moreStarts: true }, scope, time(0), time(20))), [
    '5 history: store calls suspended',
    '6 history: store calls resumed, suspended for 1 min 00 s',
    '9 worker:history: version 0.2.0 started, before 0.1.0',
    '10 replay begun by olga: Replay 9',
    '12 replay finished',
  ]);
});

test('each links to the minutes around it in Activity', () => {
  const [deploy] = chartMarkers({ ...events, circuits: [], actions: [] }, null, time(9), time(9));
  const { searchParams } = new URL(deploy!.href, 'http://console');
  assert.deepEqual(
    [...searchParams],
    [
      ['kind', 'all'],
      ['from', at(8)],
      ['to', at(10)],
    ],
  );
});

test('marks that would overlap are one, and each belongs to the nearest point', () => {
  const marker = (n: number): ChartMarker => ({
    at: n,
    name: `${n}`,
    href: '/',
    status: actionStatus('consumer-paused'),
  });
  const markers = [50, 10, 12, 13.9, 101, -1].map(marker);
  assert.deepEqual(
    markerGroups(markers, 0, 100).map(({ share, markers: group }) => [share, group.length]),
    [
      [0.1, 3],
      [0.5, 1],
    ],
  );
  assert.deepEqual(markerGroups(markers, 5, 5), []);
  const points = [{ at: 0 }, { at: 20 }, { at: 60 }];
  assert.deepEqual(
    markersAt(markers, points, 20).map(({ at: each }) => each),
    [12, 13.9],
  );
  assert.equal(nearest([], 3), null);
});

test('the log’s fill: the worst of each time, in percent and days; a gap where no data', () => {
  const point = (minute: number, fullestShare: number | null, leftMs: number | null) => ({
    at: at(minute),
    bytes: 1_000 * minute,
    maxBytes: 10_000,
    messages: minute,
    fullestShare,
    oldestAt: at(0),
    leftMs,
  });
  const day = 86_400_000;
  const points = logPoints(
    {
      from: at(0),
      until: at(9),
      resolution: 'minute',
      points: [point(1, 0.25, 3 * day), point(2, null, null), point(7, 0.5, day)],
    },
    5_000,
  );
  assert.deepEqual(
    points.map(({ at: each, share, left, bytes }) => [(each - time(0)) / 60_000, share, left, bytes]),
    [
      [0, null, null, null],
      [1, 25, 3, 1_000],
      [2, null, null, 2_000],
      [3, null, null, null],
      [7, 50, 1, 7_000],
      [8, null, null, null],
      [9, null, null, null],
    ],
  );
  assert.equal(formatDays(30), '30 d');
  assert.equal(formatDays(0), '0 d');
  assert.deepEqual(
    fillLines.map(({ format }) => format?.(50)),
    ['50 %', '50 B', '50', '50 ms'],
  );
});
