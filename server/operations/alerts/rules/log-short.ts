import { formatBytes } from '../../../../contracts/words/bytes.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { fullInMs, lastsMs } from '../../../../domain/operations/log-rate.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, CLEARS_UNDER, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'log-short';
/** Critical when the partition will be full within this time. */
const CRITICAL_MS = 86_400_000;

/** At the present rate, the log fills up before its retention ends. */
export function shortLogRule(limits: AlertLimits): AlertRule {
  return {
    name: NAME,
    title: 'Log lasts less than its retention',
    condition: `For ${timeInWords(limits.alertLogShortForMs)}, a partition has been growing so fast that it fills up before its retention ends; critical when it will be full within ${timeInWords(CRITICAL_MS)}.`,
    thresholds: thresholdsOf(limits, 'alertLogShortForMs'),
    forMs: limits.alertLogShortForMs,
    effect: 'When the partition is full, it refuses commands for its channels with 503. Nothing is dropped.',
    whatToDo:
      'Raise WAYBILL_PARTITION_MAX_BYTES (then restart), begin a new generation with more partitions, or shorten WAYBILL_RETENTION_DAYS for new streams.',
    judge({ log }) {
      if (!log.known) return undefined;
      return log.value.flatMap(({ stream, rate, refusesWhenFull, bytes }) => {
        if (!rate || !refusesWhenFull || rate.bytesPerSecond <= 0) return [];
        const lasts = lastsMs(rate);
        if (lasts * CLEARS_UNDER >= rate.keptMs) return [];
        const fullIn = fullInMs({ ...rate, bytes });
        return {
          alert: alertId(NAME, stream),
          subject: { kind: 'stream', name: stream },
          severity: fullIn < CRITICAL_MS ? 'critical' : 'warning',
          over: lasts < rate.keptMs,
          why: `${stream} grows by ${formatBytes(Math.round(rate.bytesPerSecond))} a second (over the last ${timeInWords(rate.countedMs)}): its ${formatBytes(rate.maxBytes)} last ${timeInWords(lasts)} at this rate, and its retention is ${timeInWords(rate.keptMs)}. The partition is full in ${timeInWords(fullIn)}.`,
          measure: { size: rate.keptMs / lasts, words: `the log lasted ${timeInWords(lasts)}` },
          affected: [stream],
        };
      });
    },
  };
}
