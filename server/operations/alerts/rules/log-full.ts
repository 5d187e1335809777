import { bytesInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'log-full';
/** In percent: so much under its bound it clears; from here it is critical. */
const CLEARS_UNDER_BY = 5;
const CRITICAL = 95;

/** A stream that refuses what is too much is nearly full. One that drops its oldest is full in the ordinary way. */
export function fullLogRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertLogFullPercent;
  return {
    name: NAME,
    title: 'Log nearly full',
    condition: `A stream that refuses new messages when it is full has ${bound} % of its size or more for ${timeInWords(limits.alertLogFullForMs)}; critical from ${CRITICAL} %.`,
    thresholds: thresholdsOf(limits, 'alertLogFullPercent', 'alertLogFullForMs'),
    forMs: limits.alertLogFullForMs,
    effect:
      'When it is full, what goes there is refused: commands with 503, acts with 504. Nothing is dropped.',
    whatToDo:
      'Raise the stream’s size (WAYBILL_PARTITION_MAX_BYTES and the like, then restart), where the disk has the room; or begin a new generation with more partitions.',
    judge({ log }) {
      if (!log.known) return undefined;
      return log.value.flatMap(({ stream, bytes, maxBytes, refusesWhenFull }) => {
        if (!refusesWhenFull || maxBytes === null || maxBytes <= 0) return [];
        const percent = (bytes / maxBytes) * 100;
        if (percent < bound - CLEARS_UNDER_BY) return [];
        return {
          alert: alertId(NAME, stream),
          concerns: { kind: 'stream', name: stream },
          severity: percent >= CRITICAL ? 'critical' : 'warning',
          over: percent >= bound,
          why: `${stream} holds ${bytesInWords(bytes)} of ${bytesInWords(maxBytes)} (${percent.toFixed(1)} %; alarmed from ${bound} %).`,
          measure: { size: percent, words: `it held ${percent.toFixed(1)} %` },
          touches: [stream],
        };
      });
    },
  };
}
