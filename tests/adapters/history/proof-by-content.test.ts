import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HistoryChange, HistoryRow } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { commands } from '../../../domain/catalog.ts';
import { scenarios } from '../../contracts/history-changes.ts';
import { HistoryModel } from '../../contracts/history-model.ts';

/** The verification of a change in a store that holds all of `log`, with each stored value changed by `spoil`. */
function read(log: readonly HistoryChange[], change: HistoryChange, spoil: (text: string) => string) {
  const { prove } = commands.find(({ history }) => history.field === change.field)!.history;
  const rows = new HistoryModel(log).rows(change).map((row): HistoryRow => {
    const fields = Object.entries(row.fields).map(([name, field]) => [
      name,
      {
        ...field!,
        values: Object.fromEntries(Object.entries(field!.values).map(([of, text]) => [of, spoil(text)])),
      },
    ]);
    return { ...row, fields: Object.fromEntries(fields) };
  });
  return prove(change, rows);
}

/** Whether the store holds a text that only this change can have written. */
function givesTheText(log: readonly HistoryChange[], change: HistoryChange): boolean {
  const model = new HistoryModel(log);
  if (change.field.entity.author === undefined)
    return (
      change.field.values.length > 0 && model.fields(change)[change.field.name]!.version === change.version
    );
  const message = model.message(change.key.channelId!, change.key.messageId!);
  if (!message || message.deleted) return false;
  return (message.edited ?? message.sent)?.version === change.version;
}

const complete: Verification['state'][] = ['applied', 'rejected', 'orphan'];

test('an event is proven only where the store holds all of its content', () => {
  fc.assert(
    fc.property(
      scenarios(() => 'proof'),
      ({ log }) => {
        for (const change of log) {
          const { state } = read(log, change, (text) => text);
          assert.ok(complete.includes(state), `${change.field.id} ${change.version}: ${state}`);
          if (!givesTheText(log, change)) continue;
          for (const spoil of [(text: string) => `${text}!`, () => null as unknown as string])
            assert.equal(read(log, change, spoil).state, 'differs', change.field.id);
        }
      },
    ),
    { numRuns: 200 },
  );
});
