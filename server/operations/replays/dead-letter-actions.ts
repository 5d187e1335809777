import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { Event } from '../../../contracts/event.ts';
import type { Operation } from '../../../contracts/operation.ts';

/** An edited event on its way: it was begun, and has no outcome yet. */
export interface PendingEdit {
  entry: string;
  event: Event;
  generation: number;
  partition: number;
  requestId: string;
  /** Who edits, why, and since when (Unix ms, by the log's clock). */
  actor: string;
  reason: string | null;
  begunAt: number;
}

/** The edits, and where the acts on each dead letter stand, folded from OPERATIONS. */
export class DeadLetterActions {
  readonly #edits = new Map<string, PendingEdit>();
  readonly #sequences = new Map<string, number>();
  readonly #editsByRequest = new Map<string, PendingEdit>();

  take(action: Operation, message: StoredMessage): void {
    if (action.target !== 'dead-letter') return;
    const { entry } = action;
    this.#sequences.set(entry, message.sequence);
    if (action.kind === 'edited' || action.kind === 'edit-failed') this.#edits.delete(entry);
    if (action.kind !== 'edit-begun') return;
    const { event, generation, partition, requestId, actor, reason } = action;
    const begunAt = message.storedAt;
    const edit = { entry, event, generation, partition, requestId, actor, reason, begunAt };
    this.#edits.set(entry, edit);
    this.#editsByRequest.set(requestId, edit);
  }

  /** The newest act's sequence on an entry's own subject; 0 for none. */
  sequence(entry: string): number {
    return this.#sequences.get(entry) ?? 0;
  }

  pendingEdit(entry: string): PendingEdit | undefined {
    return this.#edits.get(entry);
  }

  pendingEdits(): PendingEdit[] {
    return [...this.#edits.values()];
  }

  /** The edit that a request began, whatever became of it. */
  editOfRequest(requestId: string): PendingEdit | undefined {
    return this.#editsByRequest.get(requestId);
  }

  clear(): void {
    for (const map of [this.#edits, this.#sequences, this.#editsByRequest]) map.clear();
  }
}
