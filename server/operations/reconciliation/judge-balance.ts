import type { ProjectionReconciliation } from '../../../contracts/reconciliation.ts';
import type { Unknown } from './count.ts';
import type { Sums } from './sum-up.ts';

type Balance = Pick<ProjectionReconciliation, 'state' | 'why' | 'doNext' | 'runbook'>;

const runbook = 'runbook.md#lost-is-not-0';

/** What the terms mean, in a sentence, and what to do; `isCounted`: these sums are of the newest count, and not of none at all. */
export function judgeBalance(
  title: string,
  sums: Pick<Sums, 'lost' | 'open' | 'expired'> & { settling: number; destroyed?: number },
  unknown: Unknown | null,
  isCounted: boolean,
): Balance {
  const { lost, open, settling, expired, destroyed = 0 } = sums;
  if (destroyed > 0 && destroyed === lost) {
    const why = `${title}: ${lost} accepted ${lost === 1 ? 'event was' : 'events were'} lost with a stream of the log that was destroyed.`;
    const doNext =
      'The log no longer holds them: their clients have to send them again. The list below names the first of them.';
    return { state: 'lost', why, doNext, runbook };
  }
  if (lost > 0) {
    const why = `${title}: ${lost} acknowledged ${lost === 1 ? 'event is' : 'events are'} in no place, the read model included.`;
    const doNext =
      'Set its consumer back to before the first of them: everything from there on is applied again, which changes nothing that is there.';
    return { state: 'lost', why, doNext, runbook };
  }
  if (unknown) {
    const said = isCounted
      ? 'no loss is known; the count waits, and goes on by itself'
      : 'losses can’t be counted now; the count goes on by itself';
    const why = `${title}: ${said}. ${unknown.why.replace(/\.$/, '')}.`;
    return {
      state: 'unknown',
      why,
      doNext: 'See what keeps it from being read.',
      runbook,
    };
  }
  if (open > 0) {
    const missed = open - settling;
    return {
      state: 'open',
      why: `${title}: ${stillOpen(missed, settling)}.`,
      doNext:
        missed === 0
          ? 'Wait for the next count.'
          : 'Wait: they are read for in the read model, some at each count.',
      runbook,
    };
  }
  if (expired > 0) {
    const why = `${title}: the log dropped ${expired} before they were applied.`;
    return {
      state: 'lost',
      why,
      doNext: 'Lengthen WAYBILL_RETENTION_DAYS, or WAYBILL_PARTITION_MAX_BYTES.',
      runbook,
    };
  }
  return {
    state: 'balanced',
    why: `${title}: every accepted event is accounted for.`,
    doNext: 'Nothing.',
    runbook,
  };
}

/** What came through just now is in no doubt; only the rest is looked for. */
function stillOpen(missed: number, settling: number): string {
  const looked = `${missed} acknowledged ${missed === 1 ? 'event is' : 'events are'} still being looked for`;
  if (settling === 0) return looked;
  const came = `${settling} came through just now and ${settling === 1 ? 'is' : 'are'} counted next`;
  return missed === 0 ? came : `${looked}; ${came}`;
}
