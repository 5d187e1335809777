import type { FoundGeneration } from '../../../adapters/jetstream/streams/list-generations.ts';
import { readLogRecord, updateLogRecord } from '../../../adapters/jetstream/streams/log-record.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { LEDGER, readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { isDestroyed, type LostStream, lostStreamKey } from '../../../contracts/lost-stream.ts';
import type { SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type { DeadLetters } from './account-for.ts';
import { askLedger } from './ask-ledger.ts';
import type { PartitionCount } from './count.ts';
import { IntervalSet } from './interval-set.ts';
import { countOfLost, longest, settledOf, withoutRestored } from './lost-ranges.ts';
import type { NamedEvent } from './prove-applied.ts';
import { NO_DEAD_LETTERS, type PartitionKey, partitionKey } from './read-dead-letters.ts';
import type { ReconciliationContext } from './reconciliation-context.ts';

const HOUR_MS = 3_600_000;
const MOST_NAMED = 100;

/** The other places of a lost stream's events: undefined while they can't be read. */
interface OtherPlaces {
  retrying: Map<PartitionKey, IntervalSet> | undefined;
  dead: Map<PartitionKey, DeadLetters> | undefined;
}

export interface LostCount {
  partitions: PartitionCount[];
  /** Streams that are known to be lost. */
  streams: Set<string>;
  /** Lost streams that are not counted yet. */
  uncounted: string[];
}

/**
 * The events of lost streams that one projection lost: they were not in its read model, its retries or its dead letters. The
 * stream no longer exists, so they are derived from the last count and the ledger. The log's own record keeps them, so they
 * survive a restart; their number only falls.
 */
export class LostPartitions {
  readonly #context: ReconciliationContext;
  readonly #projection: string;
  /** The newest count of each stream, by name. */
  readonly #last = new Map<string, PartitionCount>();
  readonly #names = new Map<string, NamedEvent[]>();
  #expired: LostStream[] = [];

  constructor(context: ReconciliationContext, projection: string) {
    this.#context = context;
    this.#projection = projection;
  }

  /** Keeps the count of each present stream: the best knowledge once the stream is lost. */
  remember(partitions: readonly PartitionCount[]): void {
    for (const part of partitions)
      if (part.lostAt === undefined) this.#last.set(part.stream.config.name, part);
  }

  /** Throws LogUnavailable, ApiRefusal, StoreFailure. */
  async count(
    epochId: string | null | undefined,
    generations: readonly FoundGeneration[],
    places: OtherPlaces,
    at: number,
  ): Promise<LostCount> {
    const { link, limits } = this.#context;
    const { lost } = await readLogRecord(link);
    const events = lost.filter(({ stream }) => readEventStream(stream));
    this.#expired = events.filter((each) => !isDestroyed(each));
    const result: LostCount = {
      partitions: [],
      streams: new Set(
        events.flatMap(({ stream, how }) => (how === 'deleted' || how === 'replaced' ? stream : [])),
      ),
      uncounted: [],
    };
    for (const loss of events) {
      const noticed = Date.parse(loss.noticedAt);
      if (at - noticed > limits.ledgerHours * HOUR_MS) continue;
      if (!isDestroyed(loss)) {
        const gone = this.#expiredBefore(loss);
        if (!gone.isEmpty) result.partitions.push(countOfLost(loss, { accepted: gone, expired: gone }, []));
        continue;
      }
      const known = loss.lost[this.#projection];
      const found = epochId ? await this.#find(loss, epochId, places, at) : undefined;
      const ranges = withoutRestored(loss, found ?? known, generations);
      if (ranges === undefined) result.uncounted.push(loss.stream);
      else if (ranges.length > 0) result.partitions.push(await this.#partition(loss, ranges));
    }
    return result;
  }

  /**
   * Records in the log the events that it dropped before they were processed: after a restart, a count begins with the events
   * that the log still holds. Throws LogUnavailable, ApiRefusal.
   */
  async keepExpired(partitions: readonly PartitionCount[], at: number): Promise<void> {
    for (const { stream, account } of partitions) {
      if (account.expired.isEmpty) continue;
      const { name } = stream.config;
      const known = this.#expired.find((each) => each.stream === name && each.created === stream.created);
      const kept = IntervalSet.of(known?.lost[this.#projection] ?? []);
      const all = kept.union(account.expired);
      if (all.count === kept.count) continue;
      const ranges = longest(all);
      const loss: LostStream = {
        stream: name,
        created: stream.created,
        how: 'expired',
        noticedAt: new Date(at).toISOString(),
        messages: null,
        first: ranges[0]![0],
        last: ranges.at(-1)![1],
        lost: { ...known?.lost, [this.#projection]: ranges },
      };
      await updateLogRecord(this.#context.link, (record) => ({
        ...record,
        lost: [...record.lost.filter((each) => lostStreamKey(each) !== lostStreamKey(loss)), loss],
      }));
    }
  }

  /** The expired events before the window that is counted now. */
  #expiredBefore({ stream, created, lost }: LostStream): IntervalSet {
    const counted = this.#last.get(stream);
    const from = counted?.stream.created === created ? counted.now.window[0] : Number.MAX_SAFE_INTEGER;
    return IntervalSet.of(lost[this.#projection] ?? []).intersect(IntervalSet.between(0, from - 1));
  }

  /** Undefined while it is unknown. */
  async #find(
    loss: LostStream,
    epochId: string,
    { retrying, dead }: OtherPlaces,
    at: number,
  ): Promise<SequenceRange[] | undefined> {
    const known = loss.lost[this.#projection];
    if (!retrying || !dead || known?.length === 0) return known;
    // A worker may still apply events that it had when the stream was lost, and report them a moment later.
    if (at - Date.parse(loss.noticedAt) < this.#context.limits.reconciliationGraceMs) return known;
    if (await this.#isLedgerBehind()) return known;
    const key = partitionKey(readEventStream(loss.stream)!);
    const { open, discarded, edited } = dead.get(key) ?? NO_DEAD_LETTERS;
    const wanted = known ? IntervalSet.of(known) : await this.#unsettled(loss);
    const elsewhere = open
      .union(discarded)
      .union(edited)
      .union(retrying.get(key) ?? IntervalSet.EMPTY);
    const left = wanted.subtract(elsewhere);
    const by = { projection: this.#projection, epochId, ...readEventStream(loss.stream)! };
    const { ranges: applied, complete } = await askLedger(this.#context.ledger, by, left);
    if (!complete && !known) return known;
    const ranges = longest(left.subtract(IntervalSet.of(applied)));
    if (JSON.stringify(ranges) !== JSON.stringify(known)) await this.#keep(loss, ranges);
    return ranges;
  }

  /** The events that may be lost: all of the window, except those in a final place at the last count. */
  async #unsettled(loss: LostStream): Promise<IntervalSet> {
    if (loss.how === 'shortened') return IntervalSet.between(loss.first!, loss.last!);
    const counted = this.#last.get(loss.stream);
    const last = counted?.stream.created === loss.created ? counted : undefined;
    const index = await this.#context.ledger.held(readEventStream(loss.stream)!);
    const held = index && (index.created === '' || index.created === loss.created) ? index : null;
    const from = last?.now.window[0] ?? held?.first ?? loss.first ?? 1;
    const until = Math.max(loss.last ?? 0, last?.now.window[1] ?? 0, held?.last ?? 0);
    const all = IntervalSet.between(Math.max(from, 1), until);
    return last ? all.subtract(settledOf(last)) : all;
  }

  async #isLedgerBehind(): Promise<boolean> {
    const { link, ledger } = this.#context;
    if ((await ledger.reachesBackTo()) !== null) return false;
    return (await streamInfo(link, LEDGER)) !== undefined;
  }

  async #keep(loss: LostStream, ranges: SequenceRange[]): Promise<void> {
    const key = lostStreamKey(loss);
    await updateLogRecord(this.#context.link, (record) => ({
      ...record,
      lost: record.lost.map((each) =>
        lostStreamKey(each) === key ? { ...each, lost: { ...each.lost, [this.#projection]: ranges } } : each,
      ),
    }));
  }

  async #partition(loss: LostStream, ranges: readonly SequenceRange[]): Promise<PartitionCount> {
    const lost = IntervalSet.of(ranges);
    return countOfLost(loss, { accepted: lost, lost }, await this.#named(loss, lost));
  }

  /** The lost events with the names that the ledger's index kept. */
  async #named(loss: LostStream, lost: IntervalSet): Promise<NamedEvent[]> {
    const key = `${lostStreamKey(loss)} ${lost.count}`;
    const known = this.#names.get(key);
    if (known) return known;
    const at = readEventStream(loss.stream)!;
    const named: NamedEvent[] = [];
    for (const sequence of lost.lowest(MOST_NAMED).sequences()) {
      const position = { ...at, sequence };
      const command = await this.#context.ledger.named(position);
      named.push({
        sequence,
        position: encodePosition(position),
        commandId: command?.commandId ?? null,
        correlationId: command?.correlationId ?? null,
        eventType: command?.eventType ?? null,
        storedAt: command?.storedAt ?? Date.parse(loss.noticedAt),
      });
    }
    this.#names.clear();
    this.#names.set(key, named);
    return named;
  }
}
