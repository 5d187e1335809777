import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { Event } from '../../../contracts/event.ts';
import type { Operation } from '../../../contracts/operation.ts';

/** A pending edit: begun, without an outcome yet. */
export interface PendingEdit {
  deadLetterId: string;
  event: Event;
  generation: number;
  partition: number;
  requestId: string;
  /** Who edits, why, and since when (Unix ms, by the log's clock). */
  actor: string;
  reason: string | null;
  begunAt: number;
}

/** The pending edits, and the newest action on each dead letter, folded from OPERATIONS. */
export class DeadLetterActions {
  readonly #edits = new Map<string, PendingEdit>();
  readonly #sequences = new Map<string, number>();
  readonly #editsByRequest = new Map<string, PendingEdit>();

  take(action: Operation, message: StoredMessage): void {
    if (action.target !== 'dead-letter') return;
    const { deadLetterId } = action;
    this.#sequences.set(deadLetterId, message.sequence);
    if (action.kind === 'edited' || action.kind === 'edit-failed') this.#edits.delete(deadLetterId);
    if (action.kind !== 'edit-begun') return;
    const { event, generation, partition, requestId, actor, reason } = action;
    const begunAt = message.storedAt;
    const edit = { deadLetterId, event, generation, partition, requestId, actor, reason, begunAt };
    this.#edits.set(deadLetterId, edit);
    this.#editsByRequest.set(requestId, edit);
  }

  /** The newest action's sequence on a dead letter's own subject; 0 for none. */
  sequence(deadLetterId: string): number {
    return this.#sequences.get(deadLetterId) ?? 0;
  }

  pendingEdit(deadLetterId: string): PendingEdit | undefined {
    return this.#edits.get(deadLetterId);
  }

  pendingEdits(): PendingEdit[] {
    return [...this.#edits.values()];
  }

  /** The edit that a request began, whatever its outcome. */
  editOfRequest(requestId: string): PendingEdit | undefined {
    return this.#editsByRequest.get(requestId);
  }

  clear(): void {
    for (const map of [this.#edits, this.#sequences, this.#editsByRequest]) map.clear();
  }
}
