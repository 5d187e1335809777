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
 * The processes that reported a start and no end, and send no heartbeats: each with the id of its start. `changes` begin with
 * the newest.
 */
export function silentProcesses(
  changes: readonly PipelineChange[],
  connected: readonly ReportingProcess[],
): (ReportingProcess & { startId: string })[] {
  const settled = new Set(connected.map(keyOf));
  const silent: (ReportingProcess & { startId: string })[] = [];
  for (const change of changes) {
    if (!isLifeChange(change) || !sendsHeartbeats(change.role) || settled.has(keyOf(change))) continue;
    settled.add(keyOf(change));
    const { role, process, version, id } = change;
    if (change.kind === 'process-started') silent.push({ role, process, version, startId: id });
  }
  return silent;
}

/** Whether it is a start or an end of a process. */
export const isLifeChange = (change: PipelineChange): change is LifeChange =>
  change.kind.startsWith('process-');
