import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import type { Overview } from '../../../contracts/overview.ts';
import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import type { Reconciliation } from '../../../contracts/reconciliation.ts';
import type { StoredWithin } from '../../../contracts/routes/operations/window.ts';
import { judgeNow } from '../alerts/judge-now.ts';
import { type AlertView, listAlerts } from '../alerts/show-alert.ts';
import type { FactGatherer } from '../facts/gather-facts.ts';
import { liveCounters, liveDeadLetters } from '../live/live-sources.ts';

export interface OverviewSources {
  /** The newest reading of the consumers, as a list and as facts. */
  consumers(): ConsumerList;
  consumerFacts(): PipelineFacts['consumers'];
  facts: FactGatherer;
  alerts: AlertView;
  reconciliation(query: StoredWithin): Promise<Reconciliation>;
}

const ALERTS_SHOWN = 100;

/** Everything Overview shows, of one moment. Throws ProblemError, LogUnavailable. */
export async function showOverview(sources: OverviewSources, query: StoredWithin): Promise<Overview> {
  const { facts, alerts } = sources;
  const [gathered, reconciliation] = await Promise.all([
    facts.gather(),
    // If the log can't say where the window begins, show the whole last count, which names its own time.
    sources.reconciliation(query).catch((error) => {
      if (error instanceof LogUnavailable) return sources.reconciliation({});
      throw error;
    }),
    // While the log is unavailable, show the last known alerts; the watch reports the log.
    alerts.writer.log.catchUp().catch(() => {}),
  ]);
  // No `await` from here on: the list, the counters and the sentences of alerts come from one reading of the consumers.
  const now: PipelineFacts = { ...gathered, at: Date.now(), consumers: sources.consumerFacts() };
  return {
    at: new Date(now.at).toISOString(),
    consumers: sources.consumers(),
    counters: liveCounters(now),
    deadLetters: liveDeadLetters(now),
    alerts: listAlerts(alerts, ALERTS_SHOWN, judgeNow(alerts.rules, now)),
    reconciliation,
  };
}
