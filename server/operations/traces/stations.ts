import type { CommandRow, ToldApplied, ToldOfEvent } from '../../../contracts/ports/ledger-index.ts';
import type { Station } from '../../../contracts/traces.ts';
import type { Way } from './way.ts';

type Known = Partial<Station> & Pick<Station, 'kind' | 'clock'>;

const station = (at: number, known: Known): Station => ({
  process: null,
  version: null,
  attempt: null,
  replayId: null,
  detail: null,
  ...known,
  at: new Date(at).toISOString(),
});

/** Where every command comes by, whatever the projections do. */
export function commonStations(command: CommandRow, { accepted }: ToldOfEvent): Station[] {
  const process = accepted?.process ?? null;
  const stations: Station[] = [];
  if (command.acceptedAt !== null)
    stations.push(station(command.acceptedAt, { kind: 'accepted', clock: 'gateway', process }));
  stations.push(station(command.storedAt, { kind: 'stored', clock: 'log' }));
  if (accepted)
    stations.push(station(accepted.confirmedAt, { kind: 'confirmed', clock: 'gateway', process }));
  return stations;
}

/** Its stations on the way into one projection, in the order in which they come. */
export function projectionStations(way: Way, later: readonly ToldApplied[]): Station[] {
  const stations: Station[] = [];
  const worker = (at: number, of: { process: string; version: string }, known: Omit<Known, 'clock'>) => {
    const { process, version } = of;
    stations.push(station(at, { clock: 'worker', process, version, ...known } as Known));
  };
  const sent = [...way.rescue.sent];
  for (const { number: attempt, fetchedAt, beganAt, endedAt, failed, applied } of way.attempts) {
    const told = (failed ?? applied)!;
    const replayId = failed?.replayId ?? applied?.again?.replayId ?? null;
    while (sent[0] && sent[0].at <= endedAt) {
      const { at, replayId: id } = sent.shift()!;
      stations.push(station(at, { kind: 'replay-sent', clock: 'operations', replayId: id }));
    }
    worker(fetchedAt, told, { kind: 'fetched', attempt, replayId });
    if (beganAt !== null) worker(beganAt, told, { kind: 'began', attempt, replayId });
    if (applied) worker(endedAt, told, { kind: 'applied', attempt, replayId });
    if (failed) {
      worker(endedAt, told, { kind: 'failed', attempt, replayId, detail: failed.code });
      if (failed.next === 'dead-letter')
        worker(endedAt, told, { kind: 'dead-lettered', attempt, replayId, detail: failed.failureClass });
    }
  }
  for (const { at, replayId } of sent)
    stations.push(station(at, { kind: 'replay-sent', clock: 'operations', replayId }));
  const { edited } = way.rescue;
  if (edited)
    stations.push(station(edited.at, { kind: 'edited', clock: 'operations', detail: edited.byEventId }));
  for (const again of later)
    worker(again.appliedAt, again, {
      kind: 'applied',
      attempt: again.again?.attempt ?? null,
      replayId: again.again?.replayId ?? null,
      detail: `again, build ${again.buildId}`,
    });
  const { status } = way;
  if (status?.proven && status.at !== null && !way.attempts.at(-1)?.applied && isEnd(status.state))
    stations.push(station(Date.parse(status.at), { kind: 'proven', clock: 'store', detail: status.state }));
  return stations;
}

const isEnd = (state: string): boolean => state === 'applied' || state === 'rejected';
