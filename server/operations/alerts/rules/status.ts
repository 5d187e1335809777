import { CONSUMER_STATUSES, type ConsumerStatus } from '../../../../contracts/consumer-status.ts';
import type { AlertSeverity } from '../../../../contracts/operation.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';
import { atMost, groupConsumers, nameInSentence, namesOf } from './group-consumers.ts';

const NAME = 'status';

/** The severity of each status; null for those that raise no alert. */
const severityOf: Record<ConsumerStatus, AlertSeverity | null> = {
  ok: null,
  // An operator paused it, and it resumes at the time that was set.
  paused: null,
  unknown: 'warning',
  warn: 'warning',
  saturated: 'warning',
  'head-blocked': 'warning',
  rewind: 'warning',
  'waiting-for-store': 'critical',
  failing: 'critical',
  stalled: 'critical',
  stopped: 'critical',
  'no-worker': 'critical',
};

const WHAT_TO_DO: Partial<Record<ConsumerStatus, string>> = {
  'waiting-for-store':
    'Bring the store back if it does not recover. The worker tries the store every few seconds and resumes without help. Nothing is lost, no attempt is counted, and nothing needs a replay.',
  failing:
    "Open the largest group of dead letters, or read the worker's log: usually the worker's version or its store is wrong, not the events. Fix it; the retries then succeed without help.",
  'no-worker': 'Start a worker, or read in its log why it ends.',
  'head-blocked': 'Look at the oldest unprocessed event: it alone delays the events behind it.',
  rewind: 'Find out who reset the consumer, or whether the stream was purged or created again.',
};

const inWords = (status: ConsumerStatus): string => status.replaceAll('-', ' ').toUpperCase();

/** A consumer has a bad status that lasts. */
export function statusRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertStatusForMs;
  return {
    name: NAME,
    title: 'Consumer status',
    condition: `A consumer’s status is neither OK nor PAUSED for ${timeInWords(bound)}.`,
    thresholds: thresholdsOf(limits, 'alertStatusForMs'),
    // The facts contain the start of the status, so it is known after a restart, too.
    forMs: 0,
    effect:
      'Commands are still accepted and are safe in the log. Until this is resolved, readers see old data.',
    whatToDo: 'The status says why, and what to do. The runbook has an entry for each status.',
    judge({ consumers, at }) {
      if (!consumers.known) return undefined;
      return groupConsumers(consumers.value).flatMap((group) => {
        const bad = group.consumers
          .filter(({ status }) => severityOf[status] !== null)
          .sort((a, b) => rank(b.status) - rank(a.status) || a.statusSince - b.statusSince);
        const long = bad.filter(({ statusSince }) => at - statusSince >= bound);
        const worst = long[0] ?? bad[0];
        if (!worst) return [];
        const lag = group.consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0);
        const whatToDo = WHAT_TO_DO[worst.status];
        return {
          alert: group.alert(NAME),
          subject: group.subject,
          severity: atMost(group, severityOf[worst.status] ?? 'warning'),
          over: long.length > 0,
          why: `${nameInSentence(group)} is ${inWords(worst.status)} on ${worst.stream}: ${worst.why}`,
          cause: worst.status,
          beganAt: Math.min(
            ...bad.filter(({ status }) => status === worst.status).map(({ statusSince }) => statusSince),
          ),
          measure: { size: lag, words: `the lag was ${countOf(lag, 'event')}` },
          affected: namesOf(bad),
          ...(whatToDo === undefined ? {} : { whatToDo }),
        };
      });
    },
  };
}

const rank = (status: ConsumerStatus): number => CONSUMER_STATUSES.indexOf(status);
