import type { Client } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { answerInTime } from './answer-in-time.ts';
import { findSchemaFaults, isAllMissing, schemaDrift } from './find-schema-faults.ts';
import { lookForTruncation, type Truncations } from './find-truncation.ts';

/** While something is wrong, the check runs this often, so that a repair is noticed soon. */
const FAULT_LOOK_MS = 500;
/** The share of a check's time for asking each node. */
const NODE_SHARE = 0.25;

/**
 * Checks the tables of a history at the first call of a connection, and again at the first call after an interval, so no
 * caller uses a table that was changed by hand for longer than that.
 */
export class SchemaWatch {
  readonly #keyspace: string;
  readonly #dataCenter: string;
  readonly #everyMs: number;
  readonly #lookMs: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;
  #fault: StoreFailure | undefined;
  #truncations: Truncations | null = null;

  /** `lookMs`: how long one check may take. The driver may leave a query unanswered when it loses its connections. */
  constructor(keyspace: string, dataCenter: string, everyMs: number, lookMs: number) {
    this.#lookMs = lookMs;
    this.#keyspace = keyspace;
    this.#dataCenter = dataCenter;
    this.#everyMs = everyMs;
  }

  /** The epoch that lost the content of a table; workers then apply the log to it again. */
  get truncatedEpoch(): string | null {
    return this.#fault?.code === 'store-truncated' ? (this.#truncations?.epochId ?? null) : null;
  }

  /** Makes the next call check, whatever the interval. */
  lookAgain(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#looking = undefined;
  }

  /** Throws StoreFailure if the tables are not as they should be, and whatever the driver throws. */
  async check(client: Client): Promise<void> {
    const interval = this.#fault ? Math.min(FAULT_LOOK_MS, this.#everyMs) : this.#everyMs;
    if (this.#looking || performance.now() - this.#lookedAt >= interval) {
      this.#looking ??= this.#lookInTime(client);
      await this.#looking;
    }
    if (this.#fault) throw this.#fault;
  }

  #lookInTime(client: Client): Promise<void> {
    const looking = answerInTime(this.#lookMs, this.#look(client)).finally(() => {
      if (this.#looking === looking) this.#looking = undefined;
    });
    return looking;
  }

  async #look(client: Client): Promise<void> {
    const faults = await findSchemaFaults(client, this.#keyspace);
    if (isAllMissing(faults)) {
      this.#fault = undefined;
      this.#truncations = null;
      throw new StoreFailure('outage', 'SCHEMA_MISSING', `The keyspace ${this.#keyspace} was dropped.`);
    }
    const [fault] = faults;
    if (fault) {
      this.#fault = schemaDrift(fault);
    } else {
      const found = await lookForTruncation(
        client,
        this.#keyspace,
        this.#dataCenter,
        this.#truncations,
        Math.ceil(this.#lookMs * NODE_SHARE),
      );
      const { truncated } = found;
      this.#fault = truncated === null ? undefined : this.#truncated(truncated);
      // Keep the findings from before a truncation, so that every check reports it until there is another epoch.
      if (truncated === null) this.#truncations = found.now;
      else this.#truncations ??= { epochId: found.now!.epochId, seen: new Map() };
    }
    this.#lookedAt = performance.now();
  }

  #truncated(table: string): StoreFailure {
    return new StoreFailure(
      'outage',
      'store-truncated',
      `The table ${this.#keyspace}.${table} was emptied by hand. A worker applies the log to it again.`,
    );
  }
}
