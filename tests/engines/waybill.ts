import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStillRunning, readProcessRecords } from '../../processes/supervisor/process-records.ts';
import { atExit } from './at-exit.ts';
import { waitUntil } from './condition.ts';
import { freePort } from './free-port.ts';
import { patientLimits } from './patient-limits.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');

interface WaybillOptions {
  /** Settings. By default, all ports are free ones and the data folder is temporary, removed at the end. */
  env?: Record<string, string>;
  /** Arguments of `npm start`, such as `--roles gateway`. */
  args?: string[];
  /** The module of the supervisor. Default: the one that `npm start` runs. */
  supervisor?: string;
  /** Default 120 s. */
  timeoutMs?: number;
}

export interface TestWaybill {
  readonly gateway: string;
  readonly console: string;
  readonly operations: string;
  readonly nats: string;
  readonly apiKey: string;
  readonly operatorKey?: string;
  /** The link that makes the first admin, if people sign in and nobody has an account. */
  readonly setupUrl?: string;
  readonly dataDir: string;
  /** The URL of each role's metrics. */
  readonly metrics: Record<string, string>;
  /** The process of the supervisor. */
  readonly child: ChildProcess;
  /** Its output for people so far. */
  output(): string;
  /** The process id of a role (`gateway`, `worker:history`, `nats`, …). A restart changes it. */
  pid(role: string): number | undefined;
  /** Kills the process of a role (SIGKILL). The supervisor starts another. */
  kill(role: string): void;
  /** Ends everything in order, as Ctrl-C does. Resolves to the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts all of Waybill, as `npm start` does after the set-up. If that fails, throws an error with the ends of all
 * logs.
 */
export async function startWaybill(options: WaybillOptions = {}): Promise<TestWaybill> {
  const folder = options.env?.WAYBILL_DATA_DIR ? undefined : temporaryFolder('data');
  const dataDir = options.env?.WAYBILL_DATA_DIR ?? folder!.path;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      options.supervisor ?? join(root, 'processes', 'supervisor', 'main.ts'),
      '--json',
      ...(options.args ?? []),
    ],
    {
      cwd: root,
      // The channel ends all roles when this process ends, for any reason.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...patientLimits,
        // A test of signing in sets it on; the others open the console as the operator.
        WAYBILL_CONSOLE_SIGN_IN: 'off',
        WAYBILL_DATA_DIR: dataDir,
        ...(await freePorts()),
        ...options.env,
      },
    },
  );
  let printed = '';
  let line = '';
  child.stderr!.on('data', (data) => {
    printed += data;
  });
  child.stdout!.on('data', (data) => {
    line += data;
  });
  const exited = once(child, 'exit');
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;

  // An interrupted test leaves the supervisor's processes, found by their records, and their folder.
  const records = () =>
    readProcessRecords(join(dataDir, 'processes')).filter(({ supervisor }) => supervisor.pid === child.pid);
  const killAll = () => {
    // First, so that it starts no other.
    child.kill('SIGKILL');
    for (const record of records()) if (isStillRunning(record)) killNow(record.pid);
  };
  const forget = atExit(killAll);

  const stop = async (): Promise<number | null> => {
    if (!hasExited()) child.kill('SIGTERM');
    const [code] = await exited;
    // Processes of a killed supervisor still run.
    killAll();
    forget();
    folder?.remove();
    return code;
  };

  try {
    await waitUntil(() => hasExited() || line.includes('\n'), {
      timeoutMs: options.timeoutMs ?? 120_000,
      what: 'Waybill to be ready',
    });
    if (!line.includes('\n'))
      throw new Error(`Waybill ended with code ${child.exitCode} before it was ready`);
  } catch (error) {
    const logs = endsOfLogs(join(dataDir, 'logs'));
    await stop();
    throw new Error(`${(error as Error).message}\n${printed}\n${logs}`, { cause: error });
  }
  const report = JSON.parse(line) as Pick<
    TestWaybill,
    | 'gateway'
    | 'console'
    | 'operations'
    | 'nats'
    | 'apiKey'
    | 'operatorKey'
    | 'setupUrl'
    | 'dataDir'
    | 'metrics'
  >;
  const pid = (role: string) => records().find(({ name }) => name === role)?.pid;
  return {
    ...report,
    child,
    output: () => printed,
    pid,
    kill(role) {
      const found = pid(role);
      if (found === undefined) throw new Error(`No process runs ${role}.`);
      killNow(found);
    },
    stop,
  };
}

/** Ports that no other process takes between the supervisor's check and the moment when a role listens. */
async function freePorts(): Promise<Record<string, string>> {
  const names = ['GATEWAY', 'CONSOLE', 'OPERATIONS', 'NATS', 'METRICS'];
  // The roles' metrics have the ports from the last one on.
  const port = await freePort(['127.0.0.1'], names.length + 5);
  return Object.fromEntries(names.map((name, at) => [`WAYBILL_${name}_PORT`, String(port + at)]));
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended.
  }
}

function endsOfLogs(folder: string): string {
  try {
    return readdirSync(folder)
      .map((file) => `--- ${file}\n${readFileSync(join(folder, file), 'utf8').slice(-2_000)}`)
      .join('\n');
  } catch {
    return '(no logs)';
  }
}
