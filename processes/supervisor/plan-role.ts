import type { ChildProcess } from 'node:child_process';
import { pollHttp } from './poll-http.ts';
import type { ProcessPlan } from './process-plan.ts';

/** How much longer than its drain a role may take to end before it is killed. */
const KILL_AFTER_DRAIN_MS = 2_000;

/**
 * The process of one of Waybill's own roles (gateway, operations, a worker). The process reports on its channel when it
 * listens.
 */
export function planRole(options: {
  name: string;
  title: string;
  root: string;
  /** The module that runs a role, given its name. */
  module: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  drainTimeoutMs: number;
}): ProcessPlan {
  return {
    name: options.name,
    title: options.title,
    file: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', options.module, options.name],
    env: options.env,
    cwd: options.root,
    channel: true,
    logFile: options.logFile,
    stopTimeoutMs: options.drainTimeoutMs + KILL_AFTER_DRAIN_MS,
    async whenReady(child, ended) {
      const { url } = await whenReady(child);
      // A role that listens may not be connected to the log yet, and refuses requests until it is.
      if (url !== undefined) await pollHttp(`${url}/health/ready`, (status) => status === 200, ended);
      return { url };
    },
  };
}

export function whenReady(child: ChildProcess): Promise<{ url?: string | undefined }> {
  return new Promise((resolve) => {
    child.on('message', (message: { type?: unknown; url?: unknown }) => {
      if (message?.type !== 'ready') return;
      resolve({ url: typeof message.url === 'string' ? message.url : undefined });
    });
  });
}
