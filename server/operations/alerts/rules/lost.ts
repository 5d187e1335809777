import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule, Finding } from '../alert-rule.ts';

const NAME = 'lost';

/** An accepted event is nowhere to be found. */
export function lostRule(limits: AlertLimits): AlertRule {
  const time = limits.alertLostForMs;
  return {
    name: NAME,
    title: 'Lost is not 0',
    condition: `An accepted event is neither applied nor dead-lettered nor in flight${time === 0 ? '' : ` for ${timeInWords(time)}`}.`,
    thresholds: thresholdsOf(limits, 'alertLostForMs'),
    forMs: time,
    effect: 'These accepted commands are in no read model, and no worker is trying to apply them.',
    whatToDo:
      'The reconciliation names the events. They are still in the log: look at their traces, then rebuild the projection, which applies them.',
    judge({ reconciliation }) {
      if (!reconciliation.known) return undefined;
      return reconciliation.value.flatMap((fact): Finding[] => {
        const { projection, lost, destroyed = 0, expired = 0, accepted, from, until, unknown } = fact;
        const gone = lost + expired;
        if (gone === 0 && !unknown) return [];
        const dropped = `The log dropped ${formatCount(expired)} of them before they were processed: raise WAYBILL_RETENTION_DAYS or WAYBILL_PARTITION_MAX_BYTES. Their clients must send them again.`;
        return [
          {
            alert: alertId(NAME, projection),
            subject: { kind: 'projection', name: projection },
            severity: 'critical',
            // Zero is no all-clear if counting failed.
            over: gone > 0,
            why:
              gone > 0
                ? `Of ${countOf(accepted, 'event')} accepted in the ${timeInWords(until - from)} before the last count, ${formatCount(gone)} ${gone === 1 ? 'is' : 'are'} unaccounted for in ${projection}${expired > 0 ? `, ${formatCount(expired)} of them dropped by the log before they were processed` : ''}.`
                : `0 lost events were counted, but the count is incomplete: ${unknown?.why}`,
            ...(expired > 0 && destroyed === 0 ? { whatToDo: dropped } : {}),
            ...(destroyed > 0
              ? {
                  whatToDo: `${formatCount(destroyed)} of them were lost with a stream of the log. The reconciliation names them. Their clients must send them again: a rebuild does not bring them back.`,
                }
              : {}),
            affected: [projection],
          },
        ];
      });
    },
  };
}
