import type { Ledger } from '../../adapters/jetstream/publish/ledger-writer.ts';
import type { AppliedAgainRecord, AppliedRecord, FailedRecord } from '../../contracts/ledger.ts';
import { rangesOf } from './ranges.ts';
import type { Work } from './work.ts';

/** One call of the store that made events durable, with the record's fields. */
type AppliedCall = Omit<AppliedRecord, 'kind' | 'ranges' | 'count' | 'deliveries' | 'longestMs'>;
type AppliedAgainCall = Omit<AppliedAgainRecord, 'kind' | 'events'>;

/** A worker's records for the ledger: one per call of the store, one per failure. */
export interface WorkLedger {
  /** Events of one partition, as the log delivered them. */
  applied(call: AppliedCall, works: readonly Work[]): void;
  /** Events that came from RETRIES. */
  appliedAgain(call: AppliedAgainCall, works: readonly Work[]): void;
  failed(attempt: Omit<FailedRecord, 'kind'>): void;
}

export const NO_WORK_LEDGER: WorkLedger = { applied() {}, appliedAgain() {}, failed() {} };

/** The limit for texts of an event that Waybill did not write, so that it can't fill the ledger. */
const MAX_TEXT = 128;

export const workLedgerOf = (ledger: Ledger): WorkLedger => ({
  applied(call, works) {
    // Compares the log server's clock with this one. Their difference is unknown, so a time is never below zero.
    let earliest = call.appliedAt;
    let deliveries = 1;
    for (const { storedAt, delivery } of works) {
      if (storedAt < earliest) earliest = storedAt;
      if (delivery.deliveries > deliveries) deliveries = delivery.deliveries;
    }
    const longestMs = call.appliedAt - earliest;
    for (const { ranges, count } of rangesOf(works))
      ledger.write({ kind: 'applied', ...call, ranges, count, deliveries, longestMs });
  },
  appliedAgain(call, works) {
    const events = works.map(({ position, earlier }) => ({
      position,
      attempt: (earlier?.attempts ?? 0) + 1,
      replayId: earlier?.replayId ?? null,
    }));
    ledger.write({ kind: 'applied-again', ...call, events });
  },
  failed(attempt) {
    ledger.write({
      kind: 'failed',
      ...attempt,
      position: attempt.position.slice(0, MAX_TEXT),
      eventId: attempt.eventId?.slice(0, MAX_TEXT) ?? null,
      correlationId: attempt.correlationId?.slice(0, MAX_TEXT) ?? null,
      code: attempt.code.slice(0, MAX_TEXT),
      replayId: attempt.replayId?.slice(0, MAX_TEXT) ?? null,
    });
  },
});
