import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import type { StoredMessage } from '../../adapters/jetstream/read-batch.ts';
import { StreamFollower } from '../../adapters/jetstream/stream-follower.ts';
import { streamInfo } from '../../adapters/jetstream/stream-info.ts';
import { LEDGER } from '../../adapters/jetstream/stream-layout.ts';
import type { LedgerMessage } from '../../contracts/ledger.ts';
import type { AppliedBy, AppliedRanges, SequenceRange } from '../../contracts/ports/applied-ranges.ts';
import { decodePosition } from '../../contracts/position.ts';
import { IntervalSet } from '../../server/operations/reconciliation/interval-set.ts';

const keyOf = (by: AppliedBy) => `${by.projection} ${by.buildId} ${by.generation}-${by.partition}`;

/** What a ledger tells of what was applied, in memory: read from the stream at every question. */
export class ToldLedger implements AppliedRanges {
  readonly told = new Map<string, IntervalSet>();
  readonly proven = new Map<string, IntervalSet>();
  readonly #link: NatsLink;
  readonly #follower: StreamFollower;

  constructor(link: NatsLink) {
    this.#link = link;
    this.#follower = new StreamFollower(link, LEDGER, {
      take: (message) => this.#take(message),
      reset: () => this.told.clear(),
    });
  }

  async applied(by: AppliedBy, between: SequenceRange) {
    if (await streamInfo(this.#link, LEDGER)) await this.#follower.catchUp();
    const key = keyOf(by);
    const all = (this.told.get(key) ?? IntervalSet.EMPTY).union(this.proven.get(key) ?? IntervalSet.EMPTY);
    const found = all.intersect(IntervalSet.between(...between));
    return { ranges: [...found.ranges], next: null };
  }

  async addProven(by: AppliedBy, ranges: readonly SequenceRange[]): Promise<void> {
    add(this.proven, keyOf(by), ranges);
  }

  async reachesBackTo(): Promise<number> {
    return 0;
  }

  #take(message: StoredMessage): void {
    const { records } = JSON.parse(Buffer.from(message.bytes).toString()) as LedgerMessage;
    for (const record of records) {
      if (record.kind === 'applied') add(this.told, keyOf(record), record.ranges);
      if (record.kind !== 'applied-again') continue;
      for (const { position } of record.events) {
        const at = decodePosition(position)!;
        add(this.told, keyOf({ ...record, ...at }), [[at.sequence, at.sequence]]);
      }
    }
  }
}

const add = (sets: Map<string, IntervalSet>, key: string, ranges: readonly SequenceRange[]): void => {
  sets.set(key, (sets.get(key) ?? IntervalSet.EMPTY).union(IntervalSet.of(ranges)));
};
