import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { ChangeReporter } from '../../adapters/jetstream/publish/change-reporter.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { openLink } from '../roles/open-link.ts';
import { processName, processNameOf, stopIdOf } from '../roles/process-name.ts';
import { reportLogUnreachable } from '../roles/report-log-unreachable.ts';
import { describeShortLog } from '../roles/warn-short-log.ts';
import type { ProcessChange } from './managed-process.ts';

/**
 * Records in the changes that processes ended: a killed process can't report that itself, and nats-server and the
 * console never do. Ends during an outage of the log are reported once it is back.
 */
export function reportProcesses(
  settings: Settings,
  version: string,
  say: (line: string) => void,
): {
  report(change: ProcessChange): void;
  /** The warning, for people, that the log fills up before its retention ends. Undefined if it doesn't. */
  shortLog(): Promise<string | undefined>;
  stop(): Promise<void>;
} {
  const link = openLink(settings, 'supervisor', (why) => say(`${why}. Waybill tries again.`));
  const inbox = new AckInbox(link);
  const changes = new ChangeReporter(link, inbox, settings);
  reportLogUnreachable(link, changes, { role: 'supervisor', process: processName });
  return {
    report({ kind, role, pid, startedAt, why }) {
      const process = processNameOf(pid);
      const id =
        kind === 'process-stopped' && startedAt !== undefined
          ? stopIdOf(role, process, startedAt)
          : undefined;
      changes.report({ kind, role, process, version, why }, id === undefined ? {} : { id });
    },
    shortLog: () =>
      describeShortLog(link).then(
        (short) => short?.sentence,
        () => undefined,
      ),
    async stop() {
      await changes.close(0);
      inbox.close();
      await link.close();
    },
  };
}
