import type { PipelineChange } from '../../../contracts/pipeline-change.ts';

/** A process of a Waybill role: it reports its start and stop, and sends heartbeats. */
interface ReportingProcess {
  role: string;
  process: string;
  version: string;
}

type LifeChange = Extract<PipelineChange, { version: string }>;

const keyOf = ({ role, process }: ReportingProcess): string => `${role} ${process}`;
const sendsHeartbeats = (role: string): boolean => /^(gateway|operations|worker:.+)$/.test(role);

/**
 * The processes that reported a start and no end, or came back from silence, and send no heartbeats: each with the id of that
 * change. `changes` begin with the newest.
 */
export function silentProcesses(
  changes: readonly PipelineChange[],
  connected: readonly ReportingProcess[],
): (ReportingProcess & { sinceId: string })[] {
  const settled = new Set(connected.map(keyOf));
  const silent: (ReportingProcess & { sinceId: string })[] = [];
  for (const change of changes) {
    if (!isLifeChange(change) || !sendsHeartbeats(change.role) || settled.has(keyOf(change))) continue;
    settled.add(keyOf(change));
    const { role, process, version, id } = change;
    if (change.kind === 'process-started' || change.kind === 'process-returned')
      silent.push({ role, process, version, sinceId: id });
  }
  return silent;
}

/** The connected processes that were reported as silent, each with the time of that report. `changes` begin with the newest. */
export function returnedProcesses(
  changes: readonly PipelineChange[],
  connected: readonly (ReportingProcess & { startedAt: number })[],
): (ReportingProcess & { silentAt: string })[] {
  const newest = new Map<string, LifeChange>();
  for (const change of changes)
    if (isLifeChange(change) && !newest.has(keyOf(change))) newest.set(keyOf(change), change);
  return connected.flatMap(({ startedAt, ...process }) => {
    const last = newest.get(keyOf(process));
    // A process that began later only has the same host and pid.
    if (last?.kind !== 'process-silent' || startedAt > Date.parse(last.at)) return [];
    return [{ ...process, silentAt: last.at }];
  });
}

/** Whether it is a start, an end, a silence or a return of a process. */
export const isLifeChange = (change: PipelineChange): change is LifeChange =>
  change.kind.startsWith('process-');
