import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cassandraAnswers } from './cassandra-answers.ts';
import { cassandraArguments } from './cassandra-arguments.ts';
import { type CassandraPorts, cassandraConfig, cassandraLogging } from './cassandra-config.ts';
import type { ProcessPlan } from './process-plan.ts';
import { writeWhole } from './write-whole.ts';

const READY_INTERVAL_MS = 200;

/** The process of the Cassandra node that Waybill starts. Its files are in `folder`. */
export function planCassandra(options: {
  java: string;
  lib: string;
  folder: string;
  ports: CassandraPorts;
  heapBytes: number;
  env: NodeJS.ProcessEnv;
  logFile: string;
  stopTimeoutMs: number;
}): ProcessPlan {
  const { folder, ports, heapBytes } = options;
  const heap = Math.ceil(heapBytes / 1024 ** 2);
  return {
    name: 'cassandra',
    title: 'Cassandra',
    file: options.java,
    args: cassandraArguments({
      folder,
      lib: options.lib,
      jmxPort: ports.jmx,
      machine: ['-Xms128m', `-Xmx${heap}m`, '-XX:+UseSerialGC'],
    }),
    env: options.env,
    cwd: folder,
    channel: false,
    logFile: options.logFile,
    stopTimeoutMs: options.stopTimeoutMs,
    prepare() {
      writeWhole(join(folder, 'cassandra.yaml'), cassandraConfig(ports));
      writeWhole(join(folder, 'logback.xml'), cassandraLogging);
    },
    async whenReady(_child, ended) {
      while (!ended.aborted) {
        if (await cassandraAnswers(ports.native)) return { url: `127.0.0.1:${ports.native}` };
        await pause(READY_INTERVAL_MS);
      }
      return {};
    },
  };
}
