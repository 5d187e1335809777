import type { ChildProcess } from 'node:child_process';
import { pollHttp } from './poll-http.ts';
import type { ProcessPlan } from './process-plan.ts';

/** How much longer than its drain a role is waited for before it is killed. */
const KILL_AFTER_DRAIN_MS = 2_000;

/** The process of a role of ours (gateway, operations, a worker): it tells over its channel when it listens. */
export function planRole(options: {
  name: string;
  title: string;
  root: string;
  /** The module that runs it, by its name. */
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
      const { url } = await saysReady(child);
      // A role that listens may still be on its way to the log: what is sent to it then is refused.
      if (url !== undefined) await pollHttp(`${url}/health/ready`, (status) => status === 200, ended);
      return { url };
    },
  };
}

export function saysReady(child: ChildProcess): Promise<{ url?: string | undefined }> {
  return new Promise((resolve) => {
    child.on('message', (message: { type?: unknown; url?: unknown }) => {
      if (message?.type !== 'ready') return;
      resolve({ url: typeof message.url === 'string' ? message.url : undefined });
    });
  });
}
