import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pollHttp } from './poll-http.ts';
import type { ProcessPlan } from './process-plan.ts';

/** The console has no work to finish. Open pages must not delay its end. */
const STOP_TIMEOUT_MS = 3_000;

/**
 * The process of the console: Next.js started directly. npm or a shell in between would survive it, or hide how it
 * ended.
 */
export function planConsole(options: {
  root: string;
  port: number;
  env: NodeJS.ProcessEnv;
  logFile: string;
}): ProcessPlan {
  const moduleOf = (file: string) => pathToFileURL(join(options.root, 'processes', 'roles', file)).href;
  const url = `http://127.0.0.1:${options.port}`;
  return {
    name: 'console',
    title: 'the console',
    file: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      moduleOf('guard-own-output.ts'),
      '--import',
      `${moduleOf('end-with-parent.ts')}?${process.pid}`,
      join(options.root, 'node_modules', 'next', 'dist', 'bin', 'next'),
      'start',
      '-H',
      '127.0.0.1',
      '-p',
      String(options.port),
    ],
    env: options.env,
    cwd: options.root,
    channel: false,
    logFile: options.logFile,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    async whenReady(_child, ended) {
      await pollHttp(`${url}/commands`, (status) => status < 500, ended);
      return { url };
    },
  };
}
