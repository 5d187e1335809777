/* Whether all answers of Waybill about one accepted event agree. Uses only the two APIs, no store and no stream. */

/** What each answer says about one event, once nothing changes any more. */
export interface SaidOfEvent {
  commandId: string;
  position: string;
  /** `GET /v1/commands/{id}`: the state in the projection. */
  status: { state: string; replacedBy: string | null; deadLetter: string | null; reason: string | null };
  /** `GET /ops/v1/dead-letters/{id}`; null if there is no dead letter. */
  deadLetter: { state: string; how: string | null; by: string | null } | null;
  /** The projection's term in `GET /ops/v1/reconciliation` that contains the position. */
  term: string;
  /** `GET /ops/v1/traces/{id}`: the command in it. */
  trace: { state: string; replacedBy: string | null } | null;
}

/** Every case an event can be in at rest, with what each answer must say. */
const PLACES: { status: string; replaced: boolean; deadLetter: string | null; terms: string[] }[] = [
  { status: 'applied', replaced: false, deadLetter: null, terms: ['applied'] },
  { status: 'applied', replaced: false, deadLetter: 'resolved applied', terms: ['applied'] },
  { status: 'applied', replaced: false, deadLetter: 'resolved superseded', terms: ['applied'] },
  // A change that the store keeps aside until its message exists.
  { status: 'processing', replaced: false, deadLetter: null, terms: ['applied'] },
  { status: 'rejected', replaced: false, deadLetter: null, terms: ['applied'] },
  { status: 'rejected', replaced: false, deadLetter: 'resolved rejected', terms: ['applied'] },
  { status: 'dead_lettered', replaced: true, deadLetter: 'resolved edited', terms: ['dead-lettered-edited'] },
  { status: 'dead_lettered', replaced: false, deadLetter: 'discarded', terms: ['dead-lettered-discarded'] },
  { status: 'dead_lettered', replaced: false, deadLetter: 'on-hold', terms: ['dead-lettered'] },
  { status: 'dead_lettered', replaced: false, deadLetter: 'open', terms: ['dead-lettered'] },
];

/** The contradictions, in words. Undefined if all answers agree. */
export function disagreement(said: SaidOfEvent): string | undefined {
  const { status, deadLetter, term, trace, commandId, position } = said;
  const shown =
    deadLetter && (deadLetter.state === 'resolved' ? `resolved ${deadLetter.how}` : deadLetter.state);
  const place = PLACES.find(
    (each) =>
      each.status === status.state &&
      each.replaced === (status.replacedBy !== null) &&
      each.deadLetter === shown &&
      each.terms.includes(term),
  );
  const faults = [
    place ? '' : 'no event can be in this state',
    status.state === 'processing' && status.reason !== 'waiting-for-message' ? 'it is not at rest' : '',
    deadLetter?.how === 'edited' && deadLetter.by !== status.replacedBy ? 'replaced by different events' : '',
    trace && (trace.state !== status.state || trace.replacedBy !== status.replacedBy)
      ? 'the trace differs'
      : '',
    status.state === 'dead_lettered' && status.deadLetter === null ? 'names no dead letter' : '',
  ].filter(Boolean);
  if (faults.length === 0) return undefined;
  const words = JSON.stringify({ status, deadLetter: shown, term, trace });
  return `${commandId} at ${position}: ${faults.join(', ')}: ${words}`;
}
