import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { AckInbox } from '../adapters/jetstream/ack-inbox.ts';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import { durationsOf } from '../configuration/durations.ts';
import type { Settings } from '../configuration/settings.ts';
import type { Projection } from '../workers/runtime/projection.ts';
import { startWorker, type Worker } from '../workers/runtime/start-worker.ts';
import { writeJournal } from './write-journal.ts';

/** The worker runtime on one projection, in this process, with its journal as log lines. */
export function startProjectionWorker(options: {
  link: NatsLink;
  projection: Projection;
  settings: Settings;
  logger: Logger;
  version: string;
}): Worker {
  const { link, projection, settings, logger, version } = options;
  const inbox = new AckInbox(link);
  const worker = startWorker({
    link,
    inbox,
    projection,
    journal: writeJournal(logger),
    limits: settings,
    failureLimits: {
      retryScheduleMs: durationsOf(settings.retrySchedule),
      bugAttempts: settings.bugAttempts,
    },
    worker: `${hostname()}:${process.pid}`,
    workerVersion: version,
  });
  return {
    obstacles: () => worker.obstacles(),
    async stop() {
      await worker.stop();
      inbox.close();
    },
  };
}
