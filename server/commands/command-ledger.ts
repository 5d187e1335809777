import type { Ledger } from '../../adapters/jetstream/publish/ledger-writer.ts';
import type { AcceptedRecord } from '../../contracts/ledger.ts';
import type { Position } from '../../contracts/position.ts';

/** A gateway's records about published commands. */
export interface CommandLedger {
  /** The log confirmed the command. `acceptedAt`: the time of its event, Unix ms. */
  accepted(position: Position, acceptedAt: number): void;
  /** The log neither confirmed nor refused the publish in time. */
  unconfirmed(commandId: string, correlationId: string): void;
}

export const NO_COMMAND_LEDGER: CommandLedger = { accepted() {}, unconfirmed() {} };

/** The most commands in one record; under load it is full before the ledger's interval has passed. */
const MOST_IN_RECORD = 1_000;

interface Gathered {
  record: AcceptedRecord;
  lastSequence: number;
  lastAcceptedAt: number;
}

/** Gathers accepted commands by partition, three numbers each, and makes one record of many. */
export class GatheredCommands implements CommandLedger {
  readonly #ledger: Ledger;
  /** By partition; reused from one record to the next. */
  readonly #gathered: (Gathered | undefined)[] = [];
  #isDue = false;
  readonly #collect = (): void => {
    this.#isDue = false;
    for (const gathered of this.#gathered) if (gathered) this.#write(gathered);
  };

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  accepted({ generation, partition, sequence }: Position, acceptedAt: number): void {
    let gathered = this.#gathered[partition];
    if (gathered === undefined || gathered.record.generation !== generation) {
      if (gathered) this.#write(gathered);
      gathered = this.#gathered[partition] = begin(generation, partition);
    }
    const { record } = gathered;
    record.sequences.push(sequence - gathered.lastSequence);
    record.acceptedAt.push(acceptedAt - gathered.lastAcceptedAt);
    record.confirmedAfter.push(Math.max(0, Date.now() - acceptedAt));
    gathered.lastSequence = sequence;
    gathered.lastAcceptedAt = acceptedAt;
    if (record.sequences.length >= MOST_IN_RECORD) this.#write(gathered);
    if (this.#isDue) return;
    this.#isDue = true;
    this.#ledger.beforeFlush(this.#collect);
  }

  unconfirmed(commandId: string, correlationId: string): void {
    this.#ledger.write({ kind: 'unconfirmed', commandId, correlationId, at: Date.now() });
  }

  #write(gathered: Gathered): void {
    const { record } = gathered;
    if (record.sequences.length === 0) return;
    this.#ledger.write(record);
    // The ledger has encoded the record, so its lists can be reused.
    record.sequences.length = 0;
    record.acceptedAt.length = 0;
    record.confirmedAfter.length = 0;
    gathered.lastSequence = 0;
    gathered.lastAcceptedAt = 0;
  }
}

const begin = (generation: number, partition: number): Gathered => ({
  record: { kind: 'accepted', generation, partition, sequences: [], acceptedAt: [], confirmedAfter: [] },
  lastSequence: 0,
  lastAcceptedAt: 0,
});
