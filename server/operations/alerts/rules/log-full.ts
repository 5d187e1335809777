import { formatBytes } from '../../../../contracts/words/bytes.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'log-full';
/** In percent: the alert clears this far below its bound; from CRITICAL on it is critical. */
const CLEARS_UNDER_BY = 5;
const CRITICAL = 95;

/** A stream that refuses new messages when full is nearly full. A stream that drops its oldest messages is usually full. */
export function fullLogRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertLogFullPercent;
  return {
    name: NAME,
    title: 'Log nearly full',
    condition: `A stream that refuses new messages when full has used ${bound} % of its size or more for ${timeInWords(limits.alertLogFullForMs)}; critical from ${CRITICAL} %.`,
    thresholds: thresholdsOf(limits, 'alertLogFullPercent', 'alertLogFullForMs'),
    forMs: limits.alertLogFullForMs,
    effect:
      "When the stream is full, new messages are refused: commands with 503, operators' actions with 504. Nothing is dropped.",
    whatToDo:
      'If the disk has room, raise the size of the stream (for a partition WAYBILL_PARTITION_MAX_BYTES, then restart). Otherwise begin a new generation with more partitions.',
    judge({ log }) {
      if (!log.known) return undefined;
      return log.value.flatMap(({ stream, bytes, maxBytes, refusesWhenFull }) => {
        if (!refusesWhenFull || maxBytes === null || maxBytes <= 0) return [];
        const percent = (bytes / maxBytes) * 100;
        if (percent < bound - CLEARS_UNDER_BY) return [];
        return {
          alert: alertId(NAME, stream),
          subject: { kind: 'stream', name: stream },
          severity: percent >= CRITICAL ? 'critical' : 'warning',
          over: percent >= bound,
          why: `${stream} holds ${formatBytes(bytes)} of ${formatBytes(maxBytes)} (${percent.toFixed(1)} %; threshold ${bound} %).`,
          measure: { size: percent, words: `the stream was ${percent.toFixed(1)} % full` },
          affected: [stream],
        };
      });
    },
  };
}
