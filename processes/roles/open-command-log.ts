import type { Logger } from 'pino';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { ChangeReporter } from '../../adapters/jetstream/publish/change-reporter.ts';
import type { EnsuredLog } from '../../adapters/jetstream/streams/ensure-log.ts';
import { lostStreamKey } from '../../contracts/lost-stream.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { CommandLog } from '../../server/commands/command-log.ts';
import { processName } from './process-name.ts';
import { reportEnsured } from './report-ensured.ts';

/**
 * The log to which commands, and edits of dead letters, append events. Its checks report to the logger. A lost stream
 * is also recorded in the changes, once for all processes.
 */
export function openCommandLog(link: NatsLink, settings: Settings, logger: Logger): CommandLog {
  const report = reportEnsured(logger);
  const log: CommandLog = new CommandLog({
    link,
    limits: settings,
    partitionsOfNew: settings.partitions,
    times: settings,
    checkMs: settings.logCheckMs,
    onEnsured(ensured) {
      report(ensured);
      reportLost(ensured);
    },
    onFailure: (error) => logger.warn({ err: error }, 'the log’s streams could not be checked'),
    onClose: () => void changes.close(0),
  });
  const changes = new ChangeReporter(link, log.inbox, settings);
  const reportLost = ({ lost }: EnsuredLog) => {
    for (const each of lost) {
      const { stream, how, messages } = each;
      changes.report(
        { kind: 'stream-lost', stream, how, messages, process: processName },
        { id: `stream-lost:${lostStreamKey(each)}` },
      );
    }
  };
  return log;
}
