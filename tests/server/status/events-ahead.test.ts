import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsAhead } from '../../../server/status/events-ahead.ts';

const table: [what: string, progress: Parameters<typeof eventsAhead>[0], sequence: number, ahead: number][] =
  [
    ['nothing was delivered', { ackFloor: 0, delivered: 0, ackPending: 0, retrying: [] }, 21, 20],
    ['all before it was applied', { ackFloor: 20, delivered: 20, ackPending: 0, retrying: [] }, 21, 0],
    [
      'one stuck event holds the floor, and is the only one',
      { ackFloor: 4, delivered: 20, ackPending: 1, retrying: [] },
      21,
      1,
    ],
    [
      'it is delivered, and so are those before it',
      { ackFloor: 4, delivered: 30, ackPending: 26, retrying: [] },
      21,
      16,
    ],
    [
      'all before it failed and wait for a retry',
      { ackFloor: 20, delivered: 20, ackPending: 0, retrying: [1, 7, 25] },
      21,
      2,
    ],
    ['some of each', { ackFloor: 10, delivered: 15, ackPending: 3, retrying: [2, 9] }, 21, 10],
  ];

for (const [what, progress, sequence, ahead] of table)
  test(`the unapplied events ahead of a command: ${what}`, () =>
    assert.equal(eventsAhead(progress, sequence), ahead));
