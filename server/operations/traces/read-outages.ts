import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { CHANGES, changeSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { Outage } from './timeline.ts';

const BATCH = 1_000;
/** A worker reports at most one pair in five seconds: this covers some hours. */
const MOST = 5_000;
/** A circuit that was open at a time was opened within this before it; an older opening is unknown. */
const OPEN_SINCE_MS = 24 * 3_600_000;

type Circuit = Extract<PipelineChange, { openForMs: number | null }>;
type Start = Extract<PipelineChange, { role: string }>;

/**
 * When the stores of projections could not be used, around a time and since, by the workers' reports on the timeline. Throws
 * LogUnavailable.
 */
export async function readOutages(link: NatsLink, since: number): Promise<Map<string, Outage[]>> {
  const [opened, closed, started] = await Promise.all([
    readChanges<Circuit>(link, 'circuit-opened', since - OPEN_SINCE_MS),
    readChanges<Circuit>(link, 'circuit-closed', since - OPEN_SINCE_MS),
    readChanges<Start>(link, 'process-started', since - OPEN_SINCE_MS),
  ]);
  const outages = new Map<string, Outage[]>();
  const add = (projection: string, outage: Outage) =>
    outages.set(projection, [...(outages.get(projection) ?? []), outage]);
  const closedAt = new Map<string, number>();
  for (const { at, projection, process, openForMs } of closed) {
    const until = Date.parse(at);
    closedAt.set(`${projection} ${process}`, until);
    add(projection, { from: until - (openForMs ?? 0), until });
  }
  const open = new Map<string, Circuit>();
  for (const change of opened) open.set(`${change.projection} ${change.process}`, change);
  for (const [key, { at, projection }] of open) {
    const from = Date.parse(at);
    if (from <= (closedAt.get(key) ?? Number.NEGATIVE_INFINITY)) continue;
    // A killed worker reports nothing more: its successor begins with a closed circuit.
    const next = started.find((each) => each.role === `worker:${projection}` && Date.parse(each.at) > from);
    add(projection, { from, until: next ? Date.parse(next.at) : null });
  }
  return outages;
}

async function readChanges<Change extends PipelineChange>(
  link: NatsLink,
  kind: Change['kind'],
  since: number,
): Promise<Change[]> {
  const changes: Change[] = [];
  const next_by_subj = changeSubject(kind);
  let from: { start_time: string } | { seq: number } = { start_time: new Date(since).toISOString() };
  while (changes.length < MOST) {
    const messages = await readBatch(link, CHANGES, { ...from, next_by_subj, batch: BATCH });
    for (const { bytes } of messages) {
      try {
        changes.push(JSON.parse(Buffer.from(bytes).toString('utf8')) as Change);
      } catch {
        // Another producer stored something that is not a change.
      }
    }
    if (messages.length < BATCH) break;
    from = { seq: messages.at(-1)!.sequence + 1 };
  }
  return changes;
}
