import type { Logger } from 'pino';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import type { Settings } from '../configuration/settings.ts';
import { CommandLog } from '../server/commands/command-log.ts';
import { tellEnsured } from './tell-ensured.ts';

/** The log as events are appended to it, by commands and by edits of dead letters. What it finds is told to the logger. */
export const openCommandLog = (link: NatsLink, settings: Settings, logger: Logger): CommandLog =>
  new CommandLog({
    link,
    limits: settings,
    partitionsOfNew: settings.partitions,
    times: settings,
    onEnsured: tellEnsured(logger),
    onFailure: (error) => logger.warn({ err: error }, 'the log’s streams could not be checked'),
  });
