import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { lastMessage } from '../../../adapters/jetstream/connection/stored-message.ts';
import { foldedInMemory, type StreamReader } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import { readOperation } from '../../../adapters/jetstream/records/read-operation.ts';
import {
  ALERT_SUBJECTS,
  alertSubject,
  OPERATIONS,
} from '../../../adapters/jetstream/streams/stream-layout.ts';
import { type AlertState, foldAlert } from './alert-state.ts';

/** The number of alerts kept in memory. Beyond it, the alerts that cleared longest ago are dropped. */
const MAX_ALERTS = 2_000;

/** Every alert, folded from its actions. */
export class AlertLog implements StreamReader {
  readonly #indexer: StreamIndexer<StoredMessage>;
  readonly #alerts = new Map<string, AlertState>();
  readonly #link: NatsLink;
  readonly #max: number;
  #hasForgotten = false;

  constructor(link: NatsLink, max: number = MAX_ALERTS) {
    this.#indexer = new StreamIndexer(link, foldedInMemory(link, OPERATIONS, this, ALERT_SUBJECTS));
    this.#link = link;
    this.#max = max;
  }

  /** Resolves when everything stored before the call is read. Throws LogUnavailable. */
  catchUp(): Promise<void> {
    return this.#indexer.catchUp();
  }

  get alerts(): ReadonlyMap<string, AlertState> {
    return this.#alerts;
  }

  /**
   * The sequence that an alert's next action must expect; for an alert no longer in memory, the stream is asked. Throws
   * LogUnavailable.
   */
  async lastSequence(alert: string): Promise<number> {
    const known = this.#alerts.get(alert);
    if (known || !this.#hasForgotten) return known?.lastSequence ?? 0;
    return (await lastMessage(this.#link, OPERATIONS, alertSubject(alert)))?.sequence ?? 0;
  }

  take(message: StoredMessage): void {
    const action = readOperation(message);
    if (action?.target !== 'alert') return;
    const alert = foldAlert(this.#alerts.get(action.alert), action, message.sequence);
    if (!alert) return;
    // The alert that changed last stays at the end, so the one that was quiet longest is dropped first.
    this.#alerts.delete(alert.id);
    this.#alerts.set(alert.id, alert);
    if (this.#alerts.size > this.#max) this.#forgetOne();
  }

  reset(): void {
    this.#alerts.clear();
  }

  #forgetOne(): void {
    for (const { id, firing } of this.#alerts.values()) {
      if (firing) continue;
      this.#alerts.delete(id);
      this.#hasForgotten = true;
      return;
    }
  }
}
