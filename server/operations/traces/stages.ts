import type { CommandRow, RecordedApplied, RecordedOfEvent } from '../../../contracts/ports/ledger-index.ts';
import type { Stage } from '../../../contracts/traces.ts';
import type { ProjectionTimeline } from './timeline.ts';

type Known = Partial<Stage> & Pick<Stage, 'kind' | 'clock'>;

const stage = (at: number, known: Known): Stage => ({
  process: null,
  version: null,
  attempt: null,
  replayId: null,
  detail: null,
  ...known,
  at: new Date(at).toISOString(),
});

/** The stages of every command, before any projection. */
export function commonStages(command: CommandRow, { accepted }: RecordedOfEvent): Stage[] {
  const process = accepted?.process ?? null;
  const stages: Stage[] = [];
  if (command.acceptedAt !== null)
    stages.push(stage(command.acceptedAt, { kind: 'accepted', clock: 'gateway', process }));
  stages.push(stage(command.storedAt, { kind: 'stored', clock: 'log' }));
  if (accepted) stages.push(stage(accepted.confirmedAt, { kind: 'confirmed', clock: 'gateway', process }));
  return stages;
}

/** Its stages on the way into one projection, in order. */
export function projectionStages(timeline: ProjectionTimeline, later: readonly RecordedApplied[]): Stage[] {
  const stages: Stage[] = [];
  const worker = (at: number, of: { process: string; version: string }, known: Omit<Known, 'clock'>) => {
    const { process, version } = of;
    stages.push(stage(at, { clock: 'worker', process, version, ...known } as Known));
  };
  const sent = [...timeline.rescue.sent];
  for (const { number: attempt, fetchedAt, beganAt, endedAt, failed, applied } of timeline.attempts) {
    const recorded = (failed ?? applied)!;
    const replayId = failed?.replayId ?? applied?.again?.replayId ?? null;
    while (sent[0] && sent[0].at <= endedAt) {
      const { at, replayId: id } = sent.shift()!;
      stages.push(stage(at, { kind: 'replay-sent', clock: 'operations', replayId: id }));
    }
    worker(fetchedAt, recorded, { kind: 'fetched', attempt, replayId });
    if (beganAt !== null) worker(beganAt, recorded, { kind: 'began', attempt, replayId });
    if (applied) worker(endedAt, recorded, { kind: 'applied', attempt, replayId });
    if (failed) {
      worker(endedAt, recorded, { kind: 'failed', attempt, replayId, detail: failed.code });
      if (failed.next === 'dead-letter')
        worker(endedAt, recorded, { kind: 'dead-lettered', attempt, replayId, detail: failed.failureClass });
    }
  }
  for (const { at, replayId } of sent)
    stages.push(stage(at, { kind: 'replay-sent', clock: 'operations', replayId }));
  const { edited } = timeline.rescue;
  if (edited)
    stages.push(stage(edited.at, { kind: 'edited', clock: 'operations', detail: edited.byEventId }));
  for (const again of later)
    worker(again.appliedAt, again, {
      kind: 'applied',
      attempt: again.again?.attempt ?? null,
      replayId: again.again?.replayId ?? null,
      detail: `again, epoch ${again.epochId}`,
    });
  const { status } = timeline;
  if (status?.proven && status.at !== null && !timeline.attempts.at(-1)?.applied && isEnd(status.state))
    stages.push(stage(Date.parse(status.at), { kind: 'proven', clock: 'store', detail: status.state }));
  return stages;
}

const isEnd = (state: string): boolean => state === 'applied' || state === 'rejected';
