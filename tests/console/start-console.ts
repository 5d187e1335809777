import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../engines/at-exit.ts';
import { waitUntil } from '../engines/condition.ts';
import { freePort } from '../engines/free-port.ts';

const root = join(import.meta.dirname, '..', '..');

export interface RunningConsole {
  url: string;
  stop(): Promise<void>;
}

/** The built console, served as in production, before a given operations service. Throws when it isn't built. */
export async function startConsole(
  operationsUrl: string,
  environment: Record<string, string> = {},
): Promise<RunningConsole> {
  if (!existsSync(join(root, '.next', 'BUILD_ID')))
    throw new Error('The console is not built: npm run build.');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      WAYBILL_OPERATIONS_URL: operationsUrl,
      WAYBILL_GATEWAY_URL: 'http://127.0.0.1:7400',
      WAYBILL_OPERATOR_KEY: 'operator-key-of-a-test',
      ...environment,
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const forget = atExit(() => void child.kill('SIGKILL'));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    forget();
  };
  try {
    await waitUntil(async () => (await fetch(`${url}/commands`)).ok, {
      what: 'the console',
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
