import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandState, ProjectionStatus } from '../../contracts/command-status.ts';
import { replacementOf } from '../../contracts/replacement-of.ts';
import { emptyStatus } from '../server/status/empty-status.ts';

const at = (state: CommandState, replacedBy: string | null = null): ProjectionStatus => ({
  ...emptyStatus,
  state,
  replacedBy,
});

test('a command is replaced once each projection has applied it or been given the corrected one', () => {
  const cases: [string | null, Record<string, ProjectionStatus>][] = [
    ['new', { history: at('dead_lettered', 'new') }],
    ['new', { history: at('dead_lettered', 'new'), search: at('applied') }],
    ['new', { history: at('applied'), search: at('dead_lettered', 'new') }],
    [null, { history: at('dead_lettered') }],
    [null, { history: at('dead_lettered', 'new'), search: at('dead_lettered') }],
    [null, { history: at('dead_lettered', 'new'), search: at('retrying') }],
    [null, { history: at('dead_lettered', 'new'), search: at('rejected') }],
    [null, { history: at('dead_lettered', 'new'), search: at('accepted') }],
  ];
  for (const [expected, projections] of cases)
    assert.equal(
      replacementOf({ state: 'dead_lettered', projections }),
      expected,
      JSON.stringify(projections),
    );
  assert.equal(replacementOf({ state: 'applied', projections: { history: at('applied') } }), null);
});
