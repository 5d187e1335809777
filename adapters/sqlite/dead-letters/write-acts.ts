import type { DatabaseSync } from 'node:sqlite';
import type { EntryStep } from '../../../contracts/dead-letter-steps.ts';
import type { Operation } from '../../../contracts/operation.ts';
import type { IndexedAct } from '../../../contracts/ports/dead-letter-index.ts';
import { actOfOperation } from '../../../domain/operations/act-of-operation.ts';
import type { EntryRows } from './entry-rows.ts';

type StepAct = EntryStep['act'];

/** Takes in messages of OPERATIONS, within a transaction of the caller's. */
export function actWriter(database: DatabaseSync, rows: EntryRows) {
  const insert =
    database.prepare(`INSERT OR IGNORE INTO acts (sequence, at, actor, kind, target, target_id, request_id, act)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const addStep = database.prepare(
    'INSERT OR IGNORE INTO steps (id, sequence, item, kind, replay_id, step) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const sentIn = database.prepare("SELECT id FROM steps WHERE replay_id = ? AND kind = 'sent'");
  const stepsBefore = database.prepare('SELECT DISTINCT id FROM steps WHERE sequence < ?');
  const forgetSteps = database.prepare('DELETE FROM steps WHERE sequence < ?');
  const forgetActs = database.prepare('DELETE FROM acts WHERE sequence < ?');

  const createdBy = database.prepare(
    "SELECT actor FROM acts WHERE target = 'replay' AND target_id = ? AND kind = 'replay-created' LIMIT 1",
  );
  const editedBy = database.prepare(
    "SELECT actor FROM acts WHERE target = 'dead-letter' AND target_id = ? AND kind = 'edit-begun' ORDER BY sequence DESC LIMIT 1",
  );

  /** The operator whose replay or edit an act reports; an act of before `onBehalfOf` leaves it to the act that began it. */
  function operatorOf(operation: Operation): string {
    const { onBehalfOf, actor, target, kind } = operation;
    if (onBehalfOf !== undefined) return onBehalfOf;
    const begun =
      target === 'replay'
        ? createdBy.get(operation.replayId)
        : kind === 'edited' || kind === 'edit-failed'
          ? editedBy.get(operation.entry)
          : undefined;
    return (begun?.actor as string | undefined) ?? actor;
  }

  function stepsOf(operation: Operation): { id: string; act: StepAct }[] {
    if (operation.target === 'dead-letter') {
      const { id: _, at, actor, onBehalfOf, requestId, reason, target, entry, ...act } = operation;
      return [{ id: entry, act }];
    }
    if (operation.target !== 'replay') return [];
    const { replayId } = operation;
    switch (operation.kind) {
      case 'replay-sending':
        return operation.entries.map((id) => ({ id, act: { kind: 'sent', replayId } }));
      case 'replay-outcomes':
        return operation.outcomes.map((outcome) => ({
          id: outcome.entry,
          act: { kind: 'outcome', replayId, outcome },
        }));
      case 'replay-finished':
        return sentIn
          .all(replayId)
          .map(({ id }) => ({ id: id as string, act: { kind: 'replay-ended', replayId } }));
      default:
        return [];
    }
  }

  return {
    add(acts: readonly IndexedAct[]): void {
      for (const { sequence, storedAt, operation } of acts) {
        const act = actOfOperation(sequence, operation);
        const { at, actor, kind, target, targetId, requestId } = act;
        const when = Date.parse(at) || storedAt;
        const { changes } = insert.run(
          sequence,
          when,
          actor,
          kind,
          target,
          targetId,
          requestId,
          JSON.stringify(act),
        );
        if (changes === 0) continue;
        const steps = stepsOf(operation);
        if (steps.length === 0) continue;
        const { reason } = act;
        const operator = operatorOf(operation);
        for (const [item, { id, act: stepAct }] of steps.entries()) {
          const replayId = 'replayId' in stepAct ? stepAct.replayId : null;
          const step: EntryStep = { sequence, storedAt, at, actor: operator, reason, act: stepAct };
          addStep.run(id, sequence, item, stepAct.kind, replayId, JSON.stringify(step));
          rows.derive(id);
        }
      }
    },

    prune(first: number): void {
      const ids = stepsBefore.all(first).map(({ id }) => id as string);
      forgetSteps.run(first);
      forgetActs.run(first);
      for (const id of ids) rows.derive(id);
    },
  };
}
