import type { Truth } from './outside.ts';
import { type Said, termOf } from './said.ts';

interface Expected {
  /** Whether the store can be read. If not, the number of lost events is unknown. */
  isReadable: boolean;
}

/** Tolerance: two events may be stored within the same millisecond, and ages are read a moment apart. */
const AGE_MS = 5_000;

/** Every place that differs from the count from outside. Empty if all agree. */
export function differences(truth: Truth, said: Said, { isReadable }: Expected, now: number): string[] {
  const found: string[] = [];
  const same = (where: string, says: unknown, is: unknown) => {
    if (says !== is) found.push(`${where} says ${String(says)}, it is ${String(is)}`);
  };
  const [projection] = said.consumers.projections;
  if (!projection) return ['consumers: the projection is not listed'];
  // The lag of a deleted consumer is unknown.
  const { isWhole } = truth;
  const lag = isWhole ? truth.unapplied.length : null;
  same('projection.lag', projection.lag, lag);
  same('metric projection lag', said.metric('waybill_projection_lag_messages'), lag);
  same('console: lag of the tile', said.console.lag, lag);
  same('projection.retrying', projection.retrying, truth.retrying);
  same('metric retrying', said.metric('waybill_projection_retrying_messages'), truth.retrying);
  if (isWhole) {
    const parts = said.consumers.consumers.filter(
      ({ kind, projection: of }) => of === 'history' && (kind === 'projection' || kind === 'retries'),
    );
    same(
      'sum of the partitions',
      parts.reduce((sum, each) => sum + (each.lag ?? 0), 0),
      lag,
    );
    same('oldestAt', projection.oldestAt && Date.parse(projection.oldestAt), truth.oldestAt);
    const age = said.metric('waybill_projection_oldest_seconds');
    const ageIs = truth.oldestAt === null ? 0 : (now - truth.oldestAt) / 1_000;
    if (age === null || Math.abs(age - ageIs) * 1_000 > AGE_MS)
      found.push(`metric oldest says ${age} s, it is ${ageIs} s`);
  }
  same('reconciliation: accepted', said.reconciliation.projections[0]?.accepted, truth.accepted);
  same('metric accepted', said.metric('waybill_reconciliation_accepted'), truth.accepted);
  if (isReadable) {
    same('reconciliation: applied', termOf(said, 'applied'), truth.applied);
    same('reconciliation: dead-lettered', termOf(said, 'dead-lettered'), truth.dead);
    same('console: in flight', said.console.inFlight, truth.unapplied.length);
    same('reconciliation: lost', termOf(said, 'lost'), truth.lost);
  }
  same('reconciliation: retrying', termOf(said, 'in-flight-retrying'), truth.retrying);
  same('open dead letters', said.openDeadLettersQuery, truth.dead);
  const isGreen = said.console.family === 'ok';
  if (truth.unapplied.length > 0 && isGreen)
    found.push(
      `Overview is green ("${said.console.verdict}") with ${truth.unapplied.length} not applied at rest`,
    );
  if (truth.unapplied.length > 0 && projection.status === 'ok')
    found.push(`the status is ok with ${truth.unapplied.length} not applied at rest`);
  if (!isWhole && (isGreen || projection.status === 'ok')) found.push('well, with a consumer missing');
  const bad = said.alerts.alerts.filter(({ state, quietSince }) => state === 'firing' && quietSince === null);
  const isBad = projection.status !== 'ok' && projection.status !== 'paused';
  if (isBad !== bad.some(({ id }) => id === 'status-history'))
    found.push(`the status is ${projection.status}, and the alert ${isBad ? 'does not fire' : 'fires'}`);
  const lagAlert = bad.find(({ id }) => id === 'lag-history');
  if (isWhole && truth.unapplied.length >= 5 && !lagAlert?.why.includes(`${truth.unapplied.length} event`))
    found.push(`the alert of the lag says "${lagAlert?.why}", it is ${truth.unapplied.length}`);
  const [slowest] = said.slowest.commands;
  const oldest = truth.unapplied.filter(({ storedAt }) => storedAt === truth.oldestAt);
  if (oldest.length > 0 && !oldest.some(({ id }) => id === slowest?.commandId))
    found.push(`the slowest trace is ${slowest?.commandId}, ${oldest[0]?.id} has waited longest`);
  return found;
}
