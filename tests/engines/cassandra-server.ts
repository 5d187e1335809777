import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import cassandra, { type ClientOptions } from 'cassandra-driver';
import type { CassandraPorts } from '../../processes/supervisor/cassandra-config.ts';
import { atExit } from './at-exit.ts';
import { type CassandraNodeOptions, testNodeArguments, writeCassandraFiles } from './cassandra-node.ts';
import { waitUntil } from './condition.ts';
import { freePort } from './free-port.ts';
import { suspended } from './suspended.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface CassandraOptions extends CassandraNodeOptions {
  /** Default: free ports. Nodes of one cluster have the same ports, except `jmx`. */
  ports?: CassandraPorts;
  /** How an administrator connects, if that takes more than the address. */
  administrator?: Partial<ClientOptions>;
}

export interface TestCassandra {
  readonly port: number;
  /** The address for clients. */
  readonly contactPoint: string;
  readonly localDataCenter: string;
  readonly pid: number;
  /** Ends the node and removes its folder. */
  stop(): Promise<void>;
  /** Kills it (SIGKILL). Its data stay, for `restart()`. */
  kill(): Promise<void>;
  /** Suspends it (SIGSTOP): it keeps its connections and answers nothing. Resolves once it has stopped. */
  suspend(): Promise<void>;
  resume(): void;
  /** Starts it again on the same ports and data. Kills it first if it runs. */
  restart(): Promise<void>;
  /** Runs statements one by one as an administrator. Returns the rows of the last one. */
  query(...statements: string[]): Promise<Record<string, unknown>[]>;
}

const environment = process.env;

/** For `skip`: why tests with Cassandra can't run, or false if they can. `npm test` sets both variables. */
export const withoutCassandra =
  !(environment.CASSANDRA_LIB && environment.CASSANDRA_JAVA) &&
  'no Cassandra: run npm test with Java 17 and Maven';

const READY_MS = 150_000;

export const freeCassandraPorts = async (hosts?: readonly string[]): Promise<CassandraPorts> => ({
  native: await freePort(hosts),
  storage: await freePort(hosts),
  sslStorage: await freePort(hosts),
  jmx: await freePort(),
});

/** Runs statements one by one over a new connection. Returns the rows of the last one. */
export async function queryCassandra(
  { contactPoint, port }: { contactPoint: string; port: number },
  statements: readonly string[],
  options: Partial<ClientOptions> = {},
): Promise<Record<string, unknown>[]> {
  const client = new cassandra.Client({
    contactPoints: [contactPoint],
    localDataCenter: 'datacenter1',
    protocolOptions: { port },
    socketOptions: { connectTimeout: 10_000, readTimeout: 60_000 },
    ...options,
  });
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.execute(statement)).rows ?? [];
    return rows;
  } finally {
    await client.shutdown();
  }
}

/**
 * Starts a real node of Cassandra on loopback, with `commitlog_sync: group`. Resolves when the node answers a query.
 */
export async function startCassandra(options: CassandraOptions = {}): Promise<TestCassandra> {
  const { CASSANDRA_JAVA: java, CASSANDRA_LIB: lib } = environment;
  if (!java || !lib) throw new Error('No Cassandra: run the tests with npm test.');
  const folder = temporaryFolder('cassandra');
  const address = options.address ?? '127.0.0.1';
  const ports = options.ports ?? (await freeCassandraPorts([address]));
  writeCassandraFiles(folder.path, ports, options);
  const contactPoint = `${address}:${ports.native}`;
  let child: ChildProcess | undefined;
  let forget = () => {};

  const query = (...statements: string[]) =>
    queryCassandra({ contactPoint, port: ports.native }, statements, {
      ...(options.authenticator ? { credentials: { username: 'cassandra', password: 'cassandra' } } : {}),
      ...options.administrator,
    });

  async function launch(): Promise<void> {
    const launched = spawn(java!, testNodeArguments(folder.path, lib!, ports, options), {
      cwd: folder.path,
      stdio: 'ignore',
      // No environment variable may change how this Java runs.
      env: { NODE_ENV: 'test', PATH: environment.PATH, HOME: folder.path },
    });
    child = launched;
    launched.on('error', () => {});
    forget = atExit(() => launched.kill('SIGKILL'));
    const ended = () =>
      launched.exitCode !== null || launched.signalCode !== null || launched.pid === undefined;
    const answers = () => query('SELECT release_version FROM system.local').then(() => true);
    await waitUntil(async () => ended() || (await answers()), {
      timeoutMs: READY_MS,
      intervalMs: 200,
      what: `Cassandra at ${contactPoint}`,
    });
    if (!ended()) return;
    const log = join(folder.path, 'system.log');
    throw new Error(
      `Cassandra did not start:\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-4_000) : ''}`,
    );
  }

  async function kill(): Promise<void> {
    forget();
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  const stop = async () => {
    // Its data are deleted anyway, and an orderly end would take five seconds more.
    await kill();
    folder.remove();
  };

  try {
    await launch();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    port: ports.native,
    contactPoint,
    localDataCenter: 'datacenter1',
    get pid() {
      return child!.pid!;
    },
    stop,
    kill,
    suspend: () => suspended({ suspend: () => child!.kill('SIGSTOP'), pid: child!.pid! }),
    resume: () => void child!.kill('SIGCONT'),
    async restart() {
      if (options.startedOnce) throw new Error('This node has not kept its schema: it is started once.');
      await kill();
      await launch();
    },
    query,
  };
}
