import cassandra, { type Client } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { within } from '../../contracts/timing/within.ts';
import { answerInTime } from './answer-in-time.ts';
import { classifyCassandraError } from './classify-cassandra-error.ts';
import { ConnectFailure } from './connect-failure.ts';
import { disconnectClient } from './disconnect-client.ts';
import type { Row } from './field-statements.ts';
import { HISTORY_SCHEMA_VERSION } from './history-schema.ts';
import { type ClientOptions, makeClient } from './make-client.ts';
import { migrateHistory, type Replication, repairHistory, schemaVersionOf } from './migrate-history.ts';
import type { Write } from './plan-writes.ts';
import { SchemaWatch } from './schema-watch.ts';

export interface CassandraLinkOptions extends ClientOptions {
  keyspace: string;
  /** For a keyspace that does not exist yet. Default: one replica per node of the data centre, at most 3. */
  replication?: Replication;
  /** How many calls may wait for an answer; one more is refused as an outage. */
  maxCalls: number;
  /** How long a change of the tables by hand may go unnoticed. */
  schemaWatchMs: number;
}

/** Rows per page, if the caller needs all of them. */
const PAGE_ROWS = 1_000;

const { localQuorum: consistency, localSerial: serialConsistency } = cassandra.types.consistencies;
/** Failures after which the schema is checked and statements are prepared again. */
const needsFreshStatements = /^(SCHEMA_|UNPREPARED)/;
const outage = (code: string, message: string) => new StoreFailure('outage', code, message);

const schemaOlder = (keyspace: string, version: number) =>
  outage(
    'schema-older',
    `The keyspace ${keyspace} has schema ${version}: a worker of this version must migrate it to ${HISTORY_SCHEMA_VERSION} first.`,
  );

/**
 * The connection of one history store. It connects and checks the schema with the first call that needs it, and tries again
 * with each call until that succeeds. It limits the time and the number of calls. All rejections are StoreFailure.
 */
export class CassandraLink {
  private readonly options: CassandraLinkOptions;
  private client: Client;
  private connectFailure: ConnectFailure;
  private readonly underWay = new Set<Promise<unknown>>();
  private connecting: Promise<void> | undefined;
  private migrating: Promise<void> | undefined;
  private readonly watch: SchemaWatch;
  private schema: 'unknown' | 'readable' | 'migrated' = 'unknown';
  private closing: Promise<void> | undefined;

  constructor(options: CassandraLinkOptions) {
    this.options = options;
    if (!/^[a-z][a-z0-9_]{0,47}$/.test(options.keyspace)) {
      throw new TypeError(`The keyspace ${JSON.stringify(options.keyspace)} is not a lower-case name.`);
    }
    this.client = makeClient(options);
    this.connectFailure = new ConnectFailure(this.client);
    this.watch = new SchemaWatch(
      options.keyspace,
      options.localDataCenter,
      options.schemaWatchMs,
      options.timeoutMs,
    );
  }

  /** Calls `work` after it created the tables or migrated them to this program's schema. */
  write<Result>(
    work: (expired: () => boolean) => Promise<Result>,
    renew: (epochId: string) => Promise<void>,
  ): Promise<Result> {
    return this.call(async (expired) => {
      await this.prepared(async () => {
        await this.connected();
        if (this.schema !== 'migrated') await this.migrated();
        await this.watch.check(this.client).catch(async (error) => {
          const { truncatedEpoch } = this.watch;
          if (truncatedEpoch === null) throw error;
          await renew(truncatedEpoch);
          this.watch.lookAgain();
          await this.watch.check(this.client);
        });
      });
      return await work(expired);
    });
  }

  /** Calls `work` after it repaired the tables: tables that were changed by hand are created again, empty. */
  repaired<Result>(work: () => Promise<Result>, timeoutMs: number): Promise<Result> {
    return this.call(async () => {
      await this.prepared(async () => {
        await this.connected();
        const { keyspace, localDataCenter } = this.options;
        if (await repairHistory(this.client, keyspace, localDataCenter, this.replication())) {
          this.startAgain();
          await this.connected();
        }
        await this.migrated();
      });
      const result = await work();
      this.watch.lookAgain();
      return result;
    }, timeoutMs);
  }

  /**
   * Calls `work`, or returns `empty` if no writer has created the tables yet. A `long` read has many pages; the time limit
   * then applies to each page.
   */
  read<Result>(empty: Result, work: () => Promise<Result>, long = false): Promise<Result> {
    return this.call(
      async () => {
        const isEmpty = await this.prepared(async () => {
          await this.connected();
          if (this.schema === 'unknown') {
            const version = await schemaVersionOf(this.client, this.options.keyspace);
            if (version === 0) return true;
            if (version < HISTORY_SCHEMA_VERSION) throw schemaOlder(this.options.keyspace, version);
            this.schema = 'readable';
          }
          await this.watch.check(this.client);
          return false;
        });
        return isEmpty ? empty : await work();
      },
      long ? Number.POSITIVE_INFINITY : this.options.timeoutMs,
    );
  }

  async batch(writes: readonly Write[]): Promise<void> {
    await this.client.batch([...writes], { logged: false, prepare: true, isIdempotent: true, consistency });
  }

  async execute(query: string, params: readonly unknown[]): Promise<void> {
    await this.client.execute(query, [...params], { prepare: true, isIdempotent: true, consistency });
  }

  /** A lightweight transaction. Resolves to whether its condition was met. */
  async compareAndSet(query: string, params: readonly unknown[]): Promise<boolean> {
    // Tried once: the answer of a second try would not say whether the first one was applied.
    const options = { prepare: true, isIdempotent: false, consistency, serialConsistency };
    return (await this.client.execute(query, [...params], options)).wasApplied();
  }

  /** Empties a table. All replicas must be up. */
  async truncate(query: string, timeoutMs: number): Promise<void> {
    await this.client.execute(query, [], { isIdempotent: true, readTimeout: timeoutMs });
  }

  /** All rows, page by page. Each page may come from a different node, within the time of one call. */
  async *rows(
    query: string,
    params: readonly unknown[],
    nextSize: () => number = () => PAGE_ROWS,
  ): AsyncGenerator<Row> {
    let pageState: string | undefined;
    do {
      const options = {
        prepare: true,
        isIdempotent: true,
        consistency,
        fetchSize: nextSize(),
        ...(pageState && { pageState }),
      };
      const page = await answerInTime(
        this.options.timeoutMs,
        this.client.execute(query, [...params], options),
      );
      yield* page.rows;
      pageState = page.pageState;
    } while (pageState);
  }

  /** Waits for calls under way, at most as long as one call may take, then disconnects. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      await within(this.options.timeoutMs, Promise.allSettled(this.underWay), undefined);
      await within(this.options.timeoutMs, disconnectClient(this.client), undefined);
    })();
    return this.closing;
  }

  private async call<Result>(
    work: (expired: () => boolean) => Promise<Result>,
    timeoutMs = this.options.timeoutMs,
  ): Promise<Result> {
    if (this.closing) throw outage('store-closed', 'The store was closed.');
    const { maxCalls } = this.options;
    if (this.underWay.size >= maxCalls) {
      throw outage('store-overloaded', `${maxCalls} calls already wait for the store.`);
    }
    const deadline = performance.now() + timeoutMs;
    const working = work(() => performance.now() > deadline);
    // A call that timed out still counts until the driver has finished it.
    this.underWay.add(working);
    working.catch(() => {}).finally(() => this.underWay.delete(working));
    try {
      return await answerInTime(timeoutMs, working);
    } catch (error) {
      const failure = this.classify(error);
      if (needsFreshStatements.test(failure.code)) this.startAgain();
      throw failure;
    }
  }

  /** The tables are missing or changed: statements prepared for the old ones never work again in this client. */
  private startAgain(): void {
    const old = this.client;
    // Only the first of several calls that failed together does this; the others' client is already closed.
    if (this.schema === 'unknown' || this.closing) return;
    this.schema = 'unknown';
    this.watch.lookAgain();
    this.connecting = undefined;
    this.client = makeClient(this.options);
    this.connectFailure = new ConnectFailure(this.client);
    disconnectClient(old).catch(() => {});
  }

  /** The steps before the work itself. If one of them fails, no event is to blame, so the failure is an outage. */
  private async prepared<Result>(preparing: () => Promise<Result>): Promise<Result> {
    try {
      return await preparing();
    } catch (error) {
      const failure = this.classify(error);
      if (failure.failureClass !== 'poison' && failure.failureClass !== 'bug') throw failure;
      throw new StoreFailure('outage', failure.code, failure.message, { cause: error });
    }
  }

  private classify(error: unknown): StoreFailure {
    const { tls } = this.options;
    return classifyCassandraError(error, {
      plain: tls === undefined,
      connectFailure: this.connectFailure.last,
    });
  }

  private connected(): Promise<void> {
    const { client } = this;
    this.connecting ??= client.connect().catch((error) => {
      if (this.client === client) this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private replication(): Replication {
    return this.options.replication ?? replicationFor(this.client, this.options.localDataCenter);
  }

  private migrated(): Promise<void> {
    const { keyspace, localDataCenter } = this.options;
    this.migrating ??= migrateHistory(this.client, keyspace, localDataCenter, this.replication())
      .then(() => {
        this.schema = 'migrated';
      })
      .finally(() => {
        this.migrating = undefined;
      });
    return this.migrating;
  }
}

/** The replicas of a keyspace when the settings name none. */
function replicationFor(client: Client, localDataCenter: string): Replication {
  const nodes = client.hosts.values().filter(({ datacenter }) => datacenter === localDataCenter).length;
  return { class: 'NetworkTopologyStrategy', [localDataCenter]: Math.max(1, Math.min(3, nodes)) };
}
