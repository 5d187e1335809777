import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { natsAnswers } from './nats-answers.ts';
import { type NatsServerLimits, natsServerConfig } from './nats-server-config.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { StorageErrors } from './storage-errors.ts';
import { writeWhole } from './write-whole.ts';

const READY_INTERVAL_MS = 50;

/** The process of nats-server. Its configuration file is in `folder`. */
export function planNatsServer(options: {
  binary: string;
  folder: string;
  port: number;
  limits: NatsServerLimits;
  env: NodeJS.ProcessEnv;
  logFile: string;
  stopTimeoutMs: number;
  storageErrors: StorageErrors;
}): ProcessPlan {
  const { folder, port } = options;
  const configFile = join(folder, 'nats-server.conf');
  return {
    name: 'nats',
    title: 'nats-server',
    file: options.binary,
    args: ['-c', configFile],
    env: options.env,
    cwd: folder,
    channel: false,
    logFile: options.logFile,
    output: options.storageErrors,
    prepare: () => writeWhole(configFile, natsServerConfig(folder, port, options.limits)),
    stopTimeoutMs: options.stopTimeoutMs,
    async whenReady(_child, ended) {
      while (!ended.aborted) {
        if (await natsAnswers(port)) return { url: `nats://127.0.0.1:${port}` };
        await pause(READY_INTERVAL_MS);
      }
      return {};
    },
  };
}
