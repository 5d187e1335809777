import type { AlertList } from '../../../contracts/alerts.ts';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import type { LiveCounters, LiveDeadLetters, LiveReplays } from '../../../contracts/live.ts';
import type { Overview } from '../../../contracts/overview.ts';
import type { Reconciliation } from '../../../contracts/reconciliation.ts';

/** What Overview knows; null where nothing could be read yet. */
export interface OverviewFacts {
  consumers: ConsumerList | null;
  reconciliation: Reconciliation | null;
  alerts: AlertList | null;
  deadLetters: LiveDeadLetters | null;
  replays: LiveReplays | null;
  log: LiveCounters['log'] | null;
  /** Since when reads fail, ISO 8601; null while they work. */
  failingSince: string | null;
}

/** The facts of one answer, beside what is not in it. */
export const factsOf = (
  data: Overview | undefined,
  beside: Pick<OverviewFacts, 'replays' | 'failingSince'> = { replays: null, failingSince: null },
): OverviewFacts => ({
  consumers: data?.consumers ?? null,
  alerts: data?.alerts ?? null,
  reconciliation: data?.reconciliation ?? null,
  deadLetters: data?.deadLetters ?? null,
  log: data?.counters.log ?? null,
  ...beside,
});
