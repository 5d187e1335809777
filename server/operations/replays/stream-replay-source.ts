import { readFailedEvent } from '../../../adapters/jetstream/failed-event.ts';
import type { NatsLink } from '../../../adapters/jetstream/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/read-batch.ts';
import { StreamFollower, type StreamReader } from '../../../adapters/jetstream/stream-follower.ts';
import { DEAD_LETTERS } from '../../../adapters/jetstream/stream-layout.ts';
import { deadLetterId } from '../../../contracts/dead-letter.ts';
import { decodeEvent } from '../../../contracts/event.ts';
import type { ReplayCandidate, ReplaySource } from '../../../contracts/ports/replay-source.ts';
import type { ReplayFilter } from '../../../contracts/replay.ts';
import { checkEventData } from '../../../domain/check-event-data.ts';
import { entryState } from './entry-state.ts';
import { failureFingerprint } from './failure-fingerprint.ts';
import type { ReplayLog } from './replay-log.ts';

type Letter = Omit<ReplayCandidate, 'state' | 'stateBy'> & { sequence: number; letterStoredAt: number };

/** Dead letters straight from their stream, kept in memory without their payloads: no index is needed for a replay. */
export class StreamReplaySource implements ReplaySource, StreamReader {
  readonly #replays: ReplayLog;
  readonly #follower: StreamFollower;
  readonly #letters = new Map<string, Letter>();

  constructor(link: NatsLink, replays: ReplayLog) {
    this.#replays = replays;
    this.#follower = new StreamFollower(link, DEAD_LETTERS, this);
  }

  async select(filter: ReplayFilter): Promise<ReplayCandidate[]> {
    await this.#catchUp();
    const matching: ReplayCandidate[] = [];
    for (const letter of this.#letters.values())
      if (matches(letter, filter)) matching.push(this.#candidate(letter));
    return matching;
  }

  async entries(ids: readonly string[]): Promise<Map<string, ReplayCandidate>> {
    await this.#catchUp();
    const found = new Map<string, ReplayCandidate>();
    for (const id of ids) {
      const letter = this.#letters.get(id);
      if (letter) found.set(id, this.#candidate(letter));
    }
    return found;
  }

  async entry(id: string): Promise<ReplayCandidate | undefined> {
    return (await this.entries([id])).get(id);
  }

  take(message: StoredMessage): void {
    const failed = readFailedEvent(message);
    const entry = deadLetterId(failed.consumer, failed.position);
    const fingerprint = failureFingerprint(failed);
    const earlier = this.#letters.get(entry);
    const same = earlier?.fingerprint === fingerprint;
    const { aggregate, schemaFault } = look(failed.bytes);
    this.#letters.set(entry, {
      entry,
      consumer: failed.consumer,
      position: failed.position,
      eventName: failed.eventName,
      eventType: failed.eventType,
      aggregate: failed.subject ?? aggregate,
      correlationId: failed.correlationId,
      actor: failed.actor,
      bytes: failed.bytes.length,
      storedAt: failed.storedAt,
      expiresAt: failed.expiresAt,
      failedAt: failed.failedAt,
      attempts: failed.attempts,
      failureClass: failed.failureClass,
      code: failed.code,
      message: failed.message,
      fingerprint,
      replaysOfSameFailure: same ? earlier.replaysOfSameFailure + (failed.replayId ? 1 : 0) : 0,
      schemaFault,
      sequence: message.sequence,
      letterStoredAt: message.storedAt,
    });
  }

  dropBelow(sequence: number): void {
    for (const [id, letter] of this.#letters) if (letter.sequence < sequence) this.#letters.delete(id);
  }

  reset(): void {
    this.#letters.clear();
  }

  /** The letters first: an outcome in OPERATIONS is always of a letter that was there before it. */
  async #catchUp(): Promise<void> {
    await this.#follower.catchUp();
    await this.#replays.catchUp();
  }

  #candidate({ sequence: _, letterStoredAt, ...letter }: Letter): ReplayCandidate {
    const { state, by } = entryState(this.#replays, letter.entry, letterStoredAt);
    return { ...letter, state, stateBy: by };
  }
}

function look(bytes: Uint8Array): { aggregate: string | null; schemaFault: string | null } {
  try {
    const event = decodeEvent(bytes);
    return {
      aggregate: event.subject,
      schemaFault: checkEventData(event.type, event.data)?.detail ?? null,
    };
  } catch (error) {
    return { aggregate: null, schemaFault: (error as Error).message };
  }
}

function matches(letter: Letter, filter: ReplayFilter): boolean {
  const { failedAfter, failedBefore, ...exact } = filter;
  for (const [name, value] of Object.entries(exact))
    if (letter[name as keyof typeof exact] !== value) return false;
  const failedAt = Date.parse(letter.failedAt);
  if (failedAfter !== undefined && !(failedAt >= Date.parse(failedAfter))) return false;
  return failedBefore === undefined || failedAt < Date.parse(failedBefore);
}
