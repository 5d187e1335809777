import type { Logger } from 'pino';
import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { durationsOf } from '../../platform/configuration/durations.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';
import type { Telemetry } from '../../platform/telemetry/start-telemetry.ts';
import { WorkTelemetry } from '../../platform/telemetry/work/work-telemetry.ts';
import { NO_WORK_LEDGER, workLedgerOf } from '../../workers/runtime/ledger.ts';
import type { Projection } from '../../workers/runtime/projection.ts';
import { startWorker, type Worker } from '../../workers/runtime/start-worker.ts';
import { observeLedger } from './observe-ledger.ts';
import { observeLink } from './observe-link.ts';
import { observeWorker } from './observe-worker.ts';
import { openLedger } from './open-ledger.ts';
import { processName } from './process-name.ts';
import { reportLife, STOP_REPORT_MS } from './report-life.ts';
import { workerRole } from './worker-role.ts';
import { writeJournal } from './write-journal.ts';

export interface ProjectionWorker extends Pick<Worker, 'obstacles'> {
  stop(why?: string): Promise<void>;
}

/** Runs the worker runtime for one projection in this process and writes its journal as log lines. */
export function startProjectionWorker(options: {
  link: NatsLink;
  projection: Projection;
  settings: Settings;
  logger: Logger;
  version: string;
  /** Without it, nothing watches the event loop. */
  telemetry?: Pick<Telemetry, 'metrics' | 'tracing'>;
}): ProjectionWorker {
  const { link, projection, settings, logger, version } = options;
  const telemetry = options.telemetry ?? { metrics: new MetricRegistry(), tracing: undefined };
  const inbox = new AckInbox(link);
  const ledger = openLedger('worker', { link, inbox, settings, version });
  const life = reportLife({
    link,
    inbox,
    settings,
    version,
    role: workerRole(projection.name),
    kind: 'worker',
  });
  const worker = startWorker({
    link,
    inbox,
    projection,
    journal: writeJournal(logger),
    ledger: ledger ? workLedgerOf(ledger) : NO_WORK_LEDGER,
    telemetry: new WorkTelemetry(telemetry, { projection: projection.name, store: projection.storeName }),
    changes: life.changes,
    limits: settings,
    failureLimits: {
      retryScheduleMs: durationsOf(settings.retrySchedule),
      bugAttempts: settings.bugAttempts,
    },
    worker: processName,
    workerVersion: version,
  });
  life.beat(() => ({ obstacles: worker.obstacles(), worker: worker.state() }));
  observeWorker(telemetry.metrics, worker);
  observeLink(telemetry.metrics, link);
  if (ledger) observeLedger(telemetry.metrics, ledger);
  return {
    obstacles: () => worker.obstacles(),
    async stop(why = 'stop requested') {
      await worker.stop();
      await Promise.all([ledger?.close(STOP_REPORT_MS), life.stop(why)]);
      inbox.close();
    },
  };
}
