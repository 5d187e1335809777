import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { ChangeReporter, type ReportChange } from '../../adapters/jetstream/publish/change-reporter.ts';
import { startHeartbeats } from '../../adapters/jetstream/publish/heartbeats.ts';
import type { Heartbeat } from '../../contracts/heartbeat.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { processName, processStartedAt, stopIdOf } from './process-name.ts';
import { reportLogUnreachable } from './report-log-unreachable.ts';

/** How long a stop waits for its last reports to be stored. */
export const STOP_REPORT_MS = 1_000;

interface Life {
  changes: ReportChange;
  /** Starts the heartbeats, with the facts that only the role knows. */
  beat(state: () => Pick<Heartbeat, 'obstacles' | 'worker'>): void;
  /** Reports the stop and waits up to LAST_WORD_MS for it to be stored. */
  stop(why: string): Promise<void>;
}

/** What a process reports about itself: its start and stop, for the changes, and heartbeats in between. */
export function reportLife(options: {
  link: NatsLink;
  inbox: AckInbox;
  settings: Settings;
  version: string;
  /** The role's name, such as `worker:history`. */
  role: string;
  kind: Heartbeat['role'];
}): Life {
  const { link, inbox, settings, version, role, kind } = options;
  const startedAt = processStartedAt;
  const changes = new ChangeReporter(link, inbox, settings);
  const self = { role, process: processName, version };
  changes.report({ kind: 'process-started', ...self, why: null });
  reportLogUnreachable(link, changes, { role, process: processName });
  let heartbeats: { stop(): void } | undefined;
  return {
    changes,
    beat(state) {
      heartbeats = startHeartbeats(link, () => ({
        role: kind,
        process: processName,
        version,
        startedAt,
        at: Date.now(),
        ...state(),
      }));
    },
    async stop(why) {
      heartbeats?.stop();
      const id = stopIdOf(role, processName, startedAt);
      changes.report({ kind: 'process-stopped', ...self, why }, { id });
      await changes.close(STOP_REPORT_MS);
    },
  };
}
