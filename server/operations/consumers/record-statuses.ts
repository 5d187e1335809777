import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { changeMessage } from '../../../adapters/jetstream/publish/change-message.ts';
import { publishOnce } from '../../../adapters/jetstream/publish/publish-once.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { HistoryIndexer } from '../changes/history-indexer.ts';
import { writeMinute } from './minute-snapshots.ts';
import { planStatusChanges } from './plan-status-changes.ts';
import type { WatchedConsumer } from './watched-consumer.ts';

interface NotifierOptions {
  inbox: AckInbox;
  history: LagHistory;
  indexer: HistoryIndexer;
  leads: () => boolean;
  /** Between two changes of one consumer, ms. */
  quietMs: number;
  publishTimeoutMs: number;
}

const MINUTE_MS = 60_000;

/**
 * The step after a round of snapshots. The history reads what others reported; the leader reports status changes and, at the
 * end of a minute, the minute. If two processes believe they lead, the ids let one succeed.
 */
export class StatusRecorder {
  readonly #options: NotifierOptions;
  #minute = Math.floor(Date.now() / MINUTE_MS);

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Throws LogUnavailable, ApiRefusal, StoreFailure. */
  async report(allWatched: readonly WatchedConsumer[], now: number): Promise<void> {
    const { indexer } = this.#options;
    await indexer.catchUp('CHANGES');
    if (this.#options.leads()) await this.#reportChanges(allWatched, now);
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute && this.#options.leads()) await this.#reportMinute((minute - 1) * MINUTE_MS);
    this.#minute = minute;
    await indexer.catchUp('SNAPSHOTS');
  }

  async #reportChanges(allWatched: readonly WatchedConsumer[], now: number): Promise<void> {
    const { inbox, history, quietMs, publishTimeoutMs } = this.#options;
    const present = allWatched
      .filter(({ isWatched, isEphemeral, isUnjudged }) => isWatched && !isEphemeral && !isUnjudged)
      .filter(({ status }) => status !== undefined)
      .map(({ stream, consumer, class: of, status, statusSince, described }) => ({
        stream,
        consumer,
        projection: of.projection,
        status: status!,
        since: statusSince,
        why: described?.why ?? '',
      }));
    for (const change of planStatusChanges(present, await history.statusChanges(), now, quietMs)) {
      await publishOnce(inbox, changeMessage(change), publishTimeoutMs);
    }
  }

  async #reportMinute(at: number): Promise<void> {
    const { inbox, history, publishTimeoutMs } = this.#options;
    const range = { from: at, until: at + MINUTE_MS, resolution: 'minute', limit: 1 } as const;
    const [log] = await history.log(range);
    await writeMinute(inbox, await history.minute(at), log, publishTimeoutMs);
  }
}
