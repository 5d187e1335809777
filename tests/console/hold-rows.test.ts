import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdRows } from '../../components/ui/table/hold-rows.ts';
import { commandDetailFixture } from './command-detail-fixture.ts';

const older = commandDetailFixture({ state: 'accepted' }).command;
const old = commandDetailFixture({ state: 'accepted' }).command;
const fresh = commandDetailFixture({ state: 'accepted' }).command;

const idOf = ({ commandId }: { commandId: string }) => commandId;

test('held rows keep their places, and new rows wait', () => {
  const { rows, waiting } = holdRows([old, older], [fresh, old], idOf);
  assert.deepEqual(
    rows.map(({ commandId }) => commandId),
    [old.commandId, older.commandId],
  );
  assert.equal(waiting, 1);
});

test('a held row’s state is kept up to date in its place', () => {
  const { rows } = holdRows([old, older], [fresh, { ...older, state: 'applied' }], idOf);
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['accepted', 'applied'],
  );
});
