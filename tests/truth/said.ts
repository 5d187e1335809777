import { pipelineNumbers } from '../../components/features/overview/pipeline-numbers.ts';
import { judge } from '../../components/features/overview/verdict.ts';
import type { AlertList } from '../../contracts/alerts.ts';
import type { ConsumerList } from '../../contracts/consumers.ts';
import type { Overview } from '../../contracts/overview.ts';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import type { TraceList } from '../../contracts/traces.ts';
import type { Client } from '../engines/client.ts';
import { parsePrometheus } from '../platform/telemetry/parse-prometheus.ts';

/** What Waybill says about the history at one time, in each place. */
export interface Said {
  consumers: ConsumerList;
  alerts: AlertList;
  reconciliation: Reconciliation;
  metric(name: string): number | null;
  openDeadLettersQuery: number;
  slowest: TraceList;
  /** What Overview shows, derived from the same answers as in the browser. */
  console: { verdict: string; family: string; lag: number | null; inFlight: number | null };
}

/** Reads every place that shows the numbers. */
export async function whatIsSaid(ops: Client, metricsUrl: string): Promise<Said> {
  const get = async (path: string) => {
    const { status, body } = await ops.request('GET', `/ops/v1${path}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const [consumers, overview, alerts, reconciliation, deadLetters, slowest, text] = await Promise.all([
    get('/consumers'),
    get('/overview'),
    get('/alerts'),
    get('/reconciliation'),
    get('/dead-letters?state=open&limit=1'),
    get('/traces?sort=slowest&limit=5'),
    fetch(metricsUrl).then((answer) => answer.text()),
  ]);
  const metrics = parsePrometheus(text);
  const verdict = judge(factsOf(overview));
  const [line] = pipelineNumbers(overview.consumers, overview.counters).projections;
  const terms = (overview as Overview).reconciliation.projections[0]?.terms ?? [];
  const inFlight = terms.filter(({ term }) => term.startsWith('in-flight'));
  return {
    consumers,
    alerts,
    reconciliation,
    slowest,
    openDeadLettersQuery: deadLetters.total,
    metric: (name) =>
      metrics.get(name)?.samples.find(({ labels }) => labels.projection === 'history')?.value ?? null,
    console: {
      verdict: verdict.what.map((part) => (typeof part === 'string' ? part : part.at)).join(''),
      family: verdict.status.family,
      lag: line?.lag ?? null,
      inFlight: inFlight.some(({ count }) => count === null)
        ? null
        : inFlight.reduce((sum, { count }) => sum + (count ?? 0), 0),
    },
  };
}

const factsOf = ({ consumers, alerts, reconciliation, deadLetters, counters }: Overview) => ({
  consumers,
  alerts,
  reconciliation,
  deadLetters,
  replays: null,
  log: counters.log,
  failingSince: null,
});

/** Every number in one answer for Overview that shows the backlog of the history. All must be equal. */
export function backlogsOf(overview: Overview): number[] {
  const { consumers, counters, alerts } = overview;
  const parts = consumers.consumers.filter(
    ({ projection, kind }) => projection === 'history' && (kind === 'projection' || kind === 'retries'),
  );
  const live = counters.projections.known ? counters.projections.projections : [];
  const alert = alerts.alerts.find(
    ({ id, state, judgedAt, quietSince }) =>
      id === 'lag-history' && state === 'firing' && judgedAt === overview.at && quietSince === null,
  );
  const said = /is ([\d,]+) events? behind/.exec(alert?.why ?? '')?.[1]?.replaceAll(',', '');
  return [
    consumers.projections[0]?.lag ?? Number.NaN,
    parts.reduce((sum, { lag }) => sum + (lag ?? Number.NaN), 0),
    live[0]?.lag ?? Number.NaN,
    pipelineNumbers(consumers, counters).projections[0]?.lag ?? Number.NaN,
    ...(said === undefined ? [] : [Number(said)]),
  ];
}

/** The reconciliation's count of a term. */
export const termOf = ({ reconciliation }: Said, ...names: string[]): number | null =>
  (reconciliation.projections[0]?.terms ?? [])
    .filter(({ term }) => names.includes(term))
    .reduce<number | null>((sum, { count }) => (sum === null || count === null ? null : sum + count), 0);
