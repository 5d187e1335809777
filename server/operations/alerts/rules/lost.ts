import { counted, countInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule, Finding } from '../alert-rule.ts';

const NAME = 'lost';

/** The promise is broken: something that was accepted is nowhere. */
export function lostRule(limits: AlertLimits): AlertRule {
  const time = limits.alertLostForMs;
  return {
    name: NAME,
    title: 'Lost is not 0',
    condition: `An accepted event is neither applied nor dead-lettered nor in flight${time === 0 ? '' : ` for ${timeInWords(time)}`}.`,
    thresholds: thresholdsOf(limits, 'alertLostForMs'),
    forMs: time,
    effect: 'These accepted commands are in no read model, and nobody is trying.',
    whatToDo:
      'The reconciliation names the events. They are in the log still: look at their traces, then rebuild the projection, which applies them.',
    judge({ reconciliation }) {
      if (!reconciliation.known) return undefined;
      return reconciliation.value.flatMap((fact): Finding[] => {
        const {
          projection,
          lost,
          destroyed = 0,
          expired = 0,
          accepted,
          from,
          until,
          countedAt,
          unknown,
        } = fact;
        const gone = lost + expired;
        if (gone === 0 && !unknown) return [];
        const dropped = `The log dropped ${countInWords(expired)} of them before they were processed: raise WAYBILL_RETENTION_DAYS or WAYBILL_PARTITION_MAX_BYTES. Their clients have to send them again.`;
        return [
          {
            alert: alertId(NAME, projection),
            concerns: { kind: 'projection', name: projection },
            severity: 'critical',
            // None found where it can't be counted is no all-clear.
            over: gone > 0,
            why:
              gone > 0
                ? `Of ${counted(accepted, 'event')} accepted in the ${timeInWords(until - from)} before ${new Date(countedAt).toISOString()}, ${countInWords(gone)} ${gone === 1 ? 'is' : 'are'} unaccounted for in ${projection}${expired > 0 ? `, ${countInWords(expired)} of them dropped by the log before they were processed` : ''}.`
                : `It can’t be told now whether 0 are lost: ${unknown?.why}`,
            ...(expired > 0 && destroyed === 0 ? { whatToDo: dropped } : {}),
            ...(destroyed > 0
              ? {
                  whatToDo: `${countInWords(destroyed)} of them were lost with a stream of the log. The reconciliation names them; their clients have to send them again. A rebuild does not bring them back.`,
                }
              : {}),
            touches: [projection],
          },
        ];
      });
    },
  };
}
