import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { Operation } from '../../../contracts/operation.ts';
import type { IndexedAction } from '../../../contracts/ports/dead-letter-index.ts';
import { actionOfOperation } from '../../../domain/operations/action-of-operation.ts';
import type { DeadLetterRows } from './dead-letter-rows.ts';

type StepAction = DeadLetterStep['action'];

/** Stores messages of OPERATIONS. The caller runs the transaction. */
export function actionWriter(database: DatabaseSync, rows: DeadLetterRows) {
  const insert =
    database.prepare(`INSERT OR IGNORE INTO actions (sequence, at, actor, kind, target, target_id, request_id, action)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const addStep = database.prepare(
    'INSERT OR IGNORE INTO steps (id, sequence, item, kind, replay_id, step) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const sentIn = database.prepare("SELECT id FROM steps WHERE replay_id = ? AND kind = 'sent'");
  const stepsBefore = database.prepare('SELECT DISTINCT id FROM steps WHERE sequence < ?');
  const forgetSteps = database.prepare('DELETE FROM steps WHERE sequence < ?');
  const forgetActions = database.prepare('DELETE FROM actions WHERE sequence < ?');

  const createdBy = database.prepare(
    "SELECT actor FROM actions WHERE target = 'replay' AND target_id = ? AND kind = 'replay-created' LIMIT 1",
  );
  const editedBy = database.prepare(
    "SELECT actor FROM actions WHERE target = 'dead-letter' AND target_id = ? AND kind = 'edit-begun' ORDER BY sequence DESC LIMIT 1",
  );

  /**
   * The operator whose replay or edit an action reports. Older actions have no `onBehalfOf`; the action that began the
   * replay then names the operator.
   */
  function operatorOf(operation: Operation): string {
    const { onBehalfOf, actor, target, kind } = operation;
    if (onBehalfOf !== undefined) return onBehalfOf;
    const begun =
      target === 'replay'
        ? createdBy.get(operation.replayId)
        : kind === 'edited' || kind === 'edit-failed'
          ? editedBy.get(operation.deadLetterId)
          : undefined;
    return (begun?.actor as string | undefined) ?? actor;
  }

  function stepsOf(operation: Operation): { id: string; action: StepAction }[] {
    if (operation.target === 'dead-letter') {
      const { id: _, at, actor, onBehalfOf, requestId, reason, target, deadLetterId, ...action } = operation;
      return [{ id: deadLetterId, action }];
    }
    if (operation.target !== 'replay') return [];
    const { replayId } = operation;
    switch (operation.kind) {
      case 'replay-sending':
        return operation.deadLetterIds.map((id) => ({ id, action: { kind: 'sent', replayId } }));
      case 'replay-outcomes':
        return operation.outcomes.map((outcome) => ({
          id: outcome.deadLetterId,
          action: { kind: 'outcome', replayId, outcome },
        }));
      case 'replay-finished':
        return sentIn
          .all(replayId)
          .map(({ id }) => ({ id: id as string, action: { kind: 'replay-ended', replayId } }));
      default:
        return [];
    }
  }

  return {
    add(actions: readonly IndexedAction[]): void {
      for (const { sequence, storedAt, operation } of actions) {
        const action = actionOfOperation(sequence, operation);
        const { at, actor, kind, target, targetId, requestId } = action;
        const when = Date.parse(at) || storedAt;
        const { changes } = insert.run(
          sequence,
          when,
          actor,
          kind,
          target,
          targetId,
          requestId,
          JSON.stringify(action),
        );
        if (changes === 0) continue;
        const steps = stepsOf(operation);
        if (steps.length === 0) continue;
        const { reason } = action;
        const operator = operatorOf(operation);
        for (const [item, { id, action: stepAction }] of steps.entries()) {
          const replayId = 'replayId' in stepAction ? stepAction.replayId : null;
          const step: DeadLetterStep = {
            sequence,
            storedAt,
            at,
            actor: operator,
            reason,
            action: stepAction,
          };
          addStep.run(id, sequence, item, stepAction.kind, replayId, JSON.stringify(step));
          rows.derive(id);
        }
      }
    },

    prune(first: number): void {
      const ids = stepsBefore.all(first).map(({ id }) => id as string);
      forgetSteps.run(first);
      forgetActions.run(first);
      for (const id of ids) rows.derive(id);
    },
  };
}
