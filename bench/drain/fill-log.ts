import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { ensureLog } from '../../adapters/jetstream/streams/ensure-log.ts';
import { decodeLoggedEvent } from '../../contracts/event.ts';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { changeOfEvent } from '../../domain/history/change-of-event.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { makeEvents, type Workload } from './make-events.ts';

const IN_FLIGHT = 512;
const PUBLISH_TIMEOUT_MS = 10_000;

export interface FilledLog {
  generation: number;
  partitions: number;
  /** The last sequence in each partition's stream. */
  lasts: number[];
  /** The changes of the published events, unordered: what the loaders write. */
  changes: HistoryChange[];
}

/** Creates the log if there is none, and publishes a workload into it. Throws if an event is not confirmed. */
export async function fillLog(link: NatsLink, settings: Settings, workload: Workload): Promise<FilledLog> {
  if (!(await link.whenUp(5_000))) throw new Error('no connection to nats-server');
  const { generation } = await ensureLog(link, settings, settings.partitions);
  const lasts = new Array<number>(generation.partitions).fill(0);
  const changes: HistoryChange[] = [];
  const inbox = new AckInbox(link);
  const events = makeEvents(workload, generation.number, generation.partitions);
  // The lanes take the events in order, and one connection keeps the order.
  const lane = async () => {
    for (const event of events) {
      const outcome = await inbox.publish(event.subject, event.headers, event.bytes, PUBLISH_TIMEOUT_MS);
      if (outcome.kind !== 'stored') throw new Error(`an event was not stored: ${JSON.stringify(outcome)}`);
      const { sequence } = outcome;
      const position = { generation: generation.number, partition: event.partition, sequence };
      changes.push(changeOfEvent(decodeLoggedEvent(event.bytes, position, 0)));
      lasts[event.partition] = Math.max(lasts[event.partition]!, sequence);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  inbox.close();
  return { generation: generation.number, partitions: generation.partitions, lasts, changes };
}
