import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { natsAnswers } from '../../processes/supervisor/nats-answers.ts';
import { atExit } from './at-exit.ts';
import { waitUntil } from './condition.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface NatsServerOptions {
  /** nats-server's `sync_interval`. Default: nats-server's own (two minutes), which is fast. Waybill uses `always`. */
  sync?: string;
  /** The data folder, which the caller removes. Default: a temporary folder, removed at the end. */
  dataDir?: string;
  /** Default: any free port. */
  port?: number;
  /** Lines added to the configuration file. */
  extraConfig?: string;
  /** For a server that a plain client can't ask: ready is one that takes connections. */
  guarded?: boolean;
}

export interface TestNatsServer {
  readonly url: string;
  readonly port: number;
  /** The process id. A restart changes it. */
  readonly pid: number;
  readonly dataDir: string;
  /** Ends it (SIGTERM) and removes the temporary folder. */
  stop(): Promise<void>;
  /** Kills it (SIGKILL). Its data stay, for `restart()`. */
  kill(): Promise<void>;
  /** Suspends it (SIGSTOP): it keeps its connections and answers nothing. */
  suspend(): void;
  resume(): void;
  /** Starts it again on the same port and data. Ends it first (SIGTERM) if it runs. Resolves when it answers. */
  restart(): Promise<void>;
}

/**
 * The nats-server program for tests: `NATS_SERVER_BIN`, which `npm test` sets, or one on PATH. Undefined if there is
 * none.
 */
export function natsServerBinary(): string | undefined {
  const named = process.env.NATS_SERVER_BIN;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'nats-server')).find((file) => existsSync(file));
}

/**
 * Starts a real nats-server with JetStream on loopback. Resolves when JetStream answers. If it doesn't start, throws an
 * error with the end of its log.
 */
export async function startNatsServer(options: NatsServerOptions = {}): Promise<TestNatsServer> {
  const binary = natsServerBinary();
  if (!binary) throw new Error('No nats-server: run the tests with npm test, or set NATS_SERVER_BIN.');
  const folder = options.dataDir ? undefined : temporaryFolder('nats');
  const dataDir = options.dataDir ?? folder!.path;
  mkdirSync(dataDir, { recursive: true });
  const port = options.port ?? (await freePort());
  const configFile = join(dataDir, 'nats-server.conf');
  const logFile = join(dataDir, 'nats-server.log');
  writeFileSync(configFile, configuration({ ...options, port, dataDir, logFile }));

  let child: ChildProcess;
  let forget = () => {};

  const isReady = options.guarded ? takesConnections : natsAnswers;

  async function launch(): Promise<void> {
    child = spawn(binary!, ['-c', configFile], { stdio: 'ignore' });
    child.on('error', () => {});
    forget = atExit(() => child.kill('SIGKILL'));
    const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    await waitUntil(async () => ended() || (await isReady(port)), {
      timeoutMs: 60_000,
      what: `nats-server on port ${port}`,
    });
    if (!ended()) return;
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-2_000) : '';
    throw new Error(`nats-server (${binary}) did not start:\n${log}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    forget();
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    // A suspended process gets SIGTERM only once it is resumed.
    child.kill('SIGCONT');
    await exited;
  }

  try {
    await launch();
  } catch (error) {
    if (child!) await end('SIGKILL');
    folder?.remove();
    throw error;
  }

  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    dataDir,
    get pid() {
      return child.pid!;
    },
    async stop() {
      await end('SIGTERM');
      folder?.remove();
    },
    kill: () => end('SIGKILL'),
    suspend() {
      child.kill('SIGSTOP');
      untilSuspended(child.pid!);
    },
    resume: () => void child.kill('SIGCONT'),
    async restart() {
      await end('SIGTERM');
      await launch();
    },
  };
}

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

function configuration(
  options: NatsServerOptions & { port: number; dataDir: string; logFile: string },
): string {
  const sync = options.sync ? `\n  sync_interval: ${JSON.stringify(options.sync)}` : '';
  return `listen: "127.0.0.1:${options.port}"
server_name: "test-${options.port}"
log_file: ${JSON.stringify(options.logFile)}
jetstream {
  store_dir: ${JSON.stringify(join(options.dataDir, 'jetstream'))}
  max_file_store: 64GB
  max_memory_store: 256MB${sync}
}
${options.extraConfig ?? ''}
`;
}

/** The signal takes a moment to reach all threads. Until then the server may still answer. */
function untilSuspended(pid: number): void {
  if (process.platform !== 'linux') return;
  const deadline = performance.now() + 30_000;
  const isStopped = (thread: string) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
    return /^[Tt]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  };
  while (!readdirSync(`/proc/${pid}/task`).every(isStopped)) {
    if (performance.now() > deadline) throw new Error(`Process ${pid} does not stop.`);
  }
}
