import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atExit } from './at-exit.ts';
import { bareEnvironment } from './bare-environment.ts';

export interface TestRole {
  /** The URL it listens on, if it does. A restart changes the port unless one was given. */
  readonly url: string;
  readonly pid: number;
  /** The newest 64 KiB of its log. */
  log(): string;
  /** Sends SIGTERM. Resolves to the exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  suspend(): void;
  resume(): void;
  /** Starts it again with the same environment. Kills it first if it runs. */
  restart(): Promise<void>;
}

const entry = fileURLToPath(new URL('../../processes/roles/main.ts', import.meta.url));
const LOG_KEPT = 64 * 1024;

/** Starts one role in its own process, as the supervisor does. Resolves when the role reports that it is ready. */
export async function startRole(name: string, environment: Record<string, string>): Promise<TestRole> {
  let child: ChildProcess;
  let url = '';
  let log = '';
  let forget = () => {};

  async function launch(): Promise<void> {
    child = fork(entry, [name], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...bareEnvironment, ...environment },
    });
    const launched = child;
    forget = atExit(() => launched.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-LOG_KEPT);
      });
    }
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { type: string; url?: string; message?: string }) => {
        if (message.type === 'ready') {
          url = message.url ?? '';
          resolve();
        } else if (message.type === 'failed') reject(new Error(message.message));
      });
      child.once('exit', (code) =>
        reject(new Error(`${name} ended with ${code} before it was ready:\n${log}`)),
      );
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    forget();
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    child.kill('SIGCONT');
    await exited;
    return child.exitCode;
  }

  await launch();
  return {
    get url() {
      return url;
    },
    get pid() {
      return child.pid as number;
    },
    log: () => log,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async restart() {
      await end('SIGKILL');
      await launch();
    },
  };
}
