import type { StoredMessage } from '../../../adapters/jetstream/read-batch.ts';
import type { Event } from '../../../contracts/event.ts';
import type { DeadLetterState, Operation } from '../../../contracts/operation.ts';

/** What the newest act that matters has made of an entry. */
export interface ActedState {
  state: DeadLetterState;
  by: string | null;
  /** Unix ms, by the log server's clock. */
  at: number;
}

/** An edited event on its way: it was begun, and has no outcome yet. */
export interface PendingEdit {
  entry: string;
  event: Event;
  generation: number;
  partition: number;
  requestId: string;
  actor: string;
  at: number;
}

/** What acts have made of each dead letter, folded from OPERATIONS. */
export class EntryActs {
  readonly #states = new Map<string, ActedState>();
  readonly #edits = new Map<string, PendingEdit>();
  readonly #sequences = new Map<string, number>();
  readonly #editsByRequest = new Map<string, PendingEdit>();

  take(act: Operation, message: StoredMessage): void {
    const at = message.storedAt;
    if (act.target === 'replay' && act.kind === 'replay-outcomes') {
      for (const { entry, outcome } of act.outcomes) {
        if (outcome === 'skipped') continue;
        const state = outcome === 'failed-again' ? 'open' : 'resolved';
        this.#states.set(entry, { state, by: act.replayId, at });
      }
    }
    if (act.target !== 'dead-letter') return;
    const { entry } = act;
    this.#sequences.set(entry, message.sequence);
    switch (act.kind) {
      case 'held':
        this.#states.set(entry, { state: 'on-hold', by: act.actor, at });
        return;
      case 'discarded':
        this.#states.set(entry, { state: 'discarded', by: act.actor, at });
        return;
      case 'released':
      case 'restored':
        this.#states.set(entry, { state: 'open', by: null, at });
        return;
      case 'edit-begun': {
        const { event, generation, partition, requestId, actor } = act;
        const edit = { entry, event, generation, partition, requestId, actor, at };
        this.#edits.set(entry, edit);
        this.#editsByRequest.set(requestId, edit);
        return;
      }
      case 'edited':
        this.#edits.delete(entry);
        this.#states.set(entry, { state: 'resolved', by: act.byEventId, at });
        return;
      case 'edit-failed':
        this.#edits.delete(entry);
        this.#states.set(entry, { state: 'open', by: null, at });
        return;
    }
  }

  state(entry: string): ActedState | undefined {
    return this.#states.get(entry);
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
    for (const map of [this.#states, this.#edits, this.#sequences, this.#editsByRequest]) map.clear();
  }
}
