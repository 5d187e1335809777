import type { ProjectionReconciliation } from '../../../contracts/reconciliation.ts';
import { countOf } from '../../../contracts/words/count.ts';
import type { Unknown } from './count.ts';
import type { Sums } from './sum-up.ts';

type Balance = Pick<ProjectionReconciliation, 'state' | 'why' | 'doNext' | 'runbook'>;

const runbook = 'runbook.md#lost-is-not-0';

/** What the terms mean, in a sentence, and what to do; `isCounted`: whether there is a count at all. */
export function judgeBalance(
  title: string,
  sums: Pick<Sums, 'lost' | 'unreconciled' | 'expired'> & { settling: number; destroyed?: number },
  unknown: Unknown | null,
  isCounted: boolean,
): Balance {
  const { lost, unreconciled, settling, expired, destroyed = 0 } = sums;
  if (destroyed > 0 && destroyed === lost) {
    const why = `${title}: ${lost} accepted ${lost === 1 ? 'event was' : 'events were'} lost with a stream of the log that was destroyed.`;
    const doNext =
      'The log no longer holds them: their clients must send them again. The list below names the first of them.';
    return { state: 'lost', why, doNext, runbook };
  }
  if (lost > 0) {
    const why = `${title}: ${lost} acknowledged ${lost === 1 ? 'event is' : 'events are'} nowhere to be found, the read model included.`;
    const doNext =
      'Reset the consumer to before the first of them: everything after that is applied again, which changes nothing that was applied before.';
    return { state: 'lost', why, doNext, runbook };
  }
  if (unknown) {
    const said = isCounted
      ? 'no loss is known; the count waits, and continues without help'
      : 'losses can’t be counted now; the count continues without help';
    const why = `${title}: ${said}. ${unknown.why.replace(/\.$/, '')}.`;
    return {
      state: 'unknown',
      why,
      doNext: 'Resolve the cause: the count then continues.',
      runbook,
    };
  }
  if (unreconciled > 0) {
    const missed = unreconciled - settling;
    return {
      state: 'unreconciled',
      why: `${title}: ${stillOpen(missed, settling)}.`,
      doNext:
        missed === 0
          ? 'Wait for the next count.'
          : 'Wait: each count looks for some of them in the read model.',
      runbook,
    };
  }
  if (expired > 0) {
    const why = `${title}: the log dropped ${countOf(expired, 'event')} before ${expired === 1 ? 'it was' : 'they were'} applied.`;
    return {
      state: 'lost',
      why,
      doNext: 'Raise WAYBILL_RETENTION_DAYS or WAYBILL_PARTITION_MAX_BYTES.',
      runbook,
    };
  }
  return {
    state: 'balanced',
    why: `${title}: every accepted event is accounted for.`,
    doNext: 'No action needed.',
    runbook,
  };
}

/** Events processed just now are not in doubt; only the rest is looked for. */
function stillOpen(missed: number, settling: number): string {
  const looked = `${missed} acknowledged ${missed === 1 ? 'event is' : 'events are'} still being verified`;
  if (settling === 0) return looked;
  const settled = `${settling} ${settling === 1 ? 'event was' : 'events were'} processed after this count; the next count will include ${settling === 1 ? 'it' : 'them'}`;
  return missed === 0 ? settled : `${looked}; ${settled}`;
}
