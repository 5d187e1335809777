import type { Logger } from 'pino';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { readLogRates } from '../../adapters/jetstream/streams/log-rates.ts';
import { lastsMs, shortestLog } from '../../domain/operations/log-rate.ts';

const DAY_MS = 86_400_000;
const days = (ms: number): number => Math.round((ms / DAY_MS) * 10) / 10;

/** The warning that, at the present rate, the log fills up before its retention ends. Undefined if it doesn't. */
export async function describeShortLog(
  link: NatsLink,
): Promise<{ facts: object; sentence: string } | undefined> {
  const rate = shortestLog(await readLogRates(link));
  if (!rate) return undefined;
  const { stream, maxBytes, bytesPerSecond } = rate;
  const facts = {
    stream,
    maxBytes,
    bytesPerSecond,
    lastsDays: days(lastsMs(rate)),
    retentionDays: days(rate.keptMs),
  };
  return {
    facts,
    sentence: `At the present rate the log lasts ${facts.lastsDays} days (${stream}), less than its retention of ${facts.retentionDays} days. A full partition refuses commands. Raise WAYBILL_PARTITION_MAX_BYTES, or start a generation with more partitions.`,
  };
}

/** Logs that warning at the start. */
export async function warnShortLog(link: NatsLink, logger: Logger): Promise<void> {
  try {
    const short = await describeShortLog(link);
    if (short) logger.warn(short.facts, short.sentence);
  } catch (error) {
    logger.debug({ err: error }, 'the growth rate of the log is unknown');
  }
}
