import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../engines/free-port.ts';
import { startNatsServer, type TestNatsServer } from '../engines/nats-server.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

export type RoleName = 'gateway' | 'worker:history';

export interface Pipeline {
  nats: TestNatsServer;
  /** The gateway's origin: the same over restarts. */
  url: string;
  /** Keys by caller. */
  keys: Record<string, string>;
  dataDir: string;
  /** The environment in which tools find this pipeline. */
  env: NodeJS.ProcessEnv;
  /** Starts a role that was ended. Resolves when it is ready. */
  start(role: RoleName): Promise<void>;
  /** Ends a role at once (SIGKILL). */
  kill(role: RoleName): Promise<void>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

/** A whole pipeline of real parts on ports and folders of its own: nats-server, a gateway and a history worker. */
export async function startPipeline(
  options: { callers?: string[]; env?: Record<string, string> } = {},
): Promise<Pipeline> {
  const folder = temporaryFolder('tools');
  const nats = await startNatsServer();
  const port = await freePort();
  const keys = Object.fromEntries(
    (options.callers ?? ['ada']).map((caller) => [caller, `key-of-${caller}-0123456789`]),
  );
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NATS_URL: nats.url,
    WAYBILL_DATA_DIR: folder.path,
    WAYBILL_GATEWAY_PORT: String(port),
    WAYBILL_HEALTH_PORT: '0',
    WAYBILL_API_KEYS: Object.entries(keys)
      .map(([caller, key]) => `${caller}:${key}`)
      .join(','),
    WAYBILL_LOG_LEVEL: 'error',
    ...options.env,
  };
  const running = new Map<RoleName, ChildProcess>();

  async function end(role: RoleName, signal: NodeJS.Signals): Promise<void> {
    const child = running.get(role);
    running.delete(role);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  const pipeline: Pipeline = {
    nats,
    url: `http://127.0.0.1:${port}`,
    keys,
    dataDir: folder.path,
    env,
    async start(role) {
      const child = fork(join(root, 'roles', 'main.ts'), [role], {
        cwd: root,
        env,
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      running.set(role, child);
      const ready = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      const message = ready[0] as { type?: string; message?: string } | number | null;
      if (typeof message === 'object' && message?.type === 'ready') return;
      throw new Error(`${role} did not start: ${JSON.stringify(message)}`);
    },
    kill: (role) => end(role, 'SIGKILL'),
    async stop() {
      await Promise.all([...running.keys()].map((role) => end(role, 'SIGTERM')));
      await nats.stop();
      folder.remove();
    },
  };
  try {
    await Promise.all([pipeline.start('gateway'), pipeline.start('worker:history')]);
  } catch (error) {
    await pipeline.stop();
    throw error;
  }
  return pipeline;
}
