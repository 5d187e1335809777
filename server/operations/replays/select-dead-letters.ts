import type { DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { decodePosition } from '../../../contracts/position.ts';
import type { Finding } from '../../../contracts/replay.ts';
import type { DeadLetterFilterRead } from '../../../contracts/routes/operations/dead-letter-filter.ts';
import type { replayRoutes } from '../../../contracts/routes/operations/replays.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { filterOf } from '../dead-letters/index-filters.ts';
import { whyNotProvable } from './provable.ts';
import type { ReplayService } from './replay-service.ts';

/** How often an unchanged dead letter may be replayed into the same failure before an override is needed. */
const LOOP_GUARD = 2;
/** A selection is kept in one process's memory and in actions of 500 dead letters each. */
const MAX_SET = 200_000;

/**
 * A set that no longer changes. Dead letters named by id are in it in any state, so that their outcome is reported; those found
 * by a filter are open.
 */
interface Selection {
  deadLetterIds: string[];
  /** Those that will be sent, by their present state. */
  sendable: ReplayCandidate[];
  skipped: Finding[];
}

/** The dead letters to replay: exactly one of ids, filter and group. */
export type RequestedSelection = Omit<Input<(typeof replayRoutes)['plan-replay']>['body'], 'pace'>;

/** The dead letters of a replay, fixed now. Throws ProblemError for an empty or too large set, and LogUnavailable. */
export async function selectDeadLetters(
  service: ReplayService,
  asked: RequestedSelection,
): Promise<Selection> {
  const { ids, filter, group } = asked;
  if ([ids, filter, group].filter((way) => way !== undefined).length !== 1)
    throw invalidRequest({
      in: 'body',
      pointer: '',
      detail: 'must have exactly one of `ids`, `filter` and `group`',
    });
  if (filter && Object.keys(filter).length === 0)
    throw new ProblemError('empty-selection', 'An empty filter selects everything. Name at least one field.');
  const excluded = new Set(asked.exclude ?? []);
  const selection: Selection = { deadLetterIds: [], sendable: [], skipped: [] };
  if (ids)
    await selectIds(
      service,
      [...new Set(ids)].filter((id) => !excluded.has(id)),
      selection,
    );
  else {
    const found = await service.source.select(selectionOf(filter ?? { group: group! }), MAX_SET + 1);
    if (found.length > MAX_SET) throw tooMany();
    for (const candidate of inOrder(found)) {
      if (excluded.has(candidate.deadLetterId)) continue;
      if (!take(service, candidate, selection)) continue;
      selection.deadLetterIds.push(candidate.deadLetterId);
    }
  }
  const { skipped } = selection;
  if (selection.sendable.length === 0 && skipped.length > 0 && skipped.every(isNotOurs))
    throw new ProblemError('empty-selection', skipped[0]!.detail);
  if (selection.deadLetterIds.length === 0)
    throw new ProblemError('empty-selection', whyNone(selection.skipped));
  if (selection.deadLetterIds.length > MAX_SET) throw tooMany();
  return selection;
}

const isNotOurs = ({ finding }: Finding): boolean => finding === 'not-ours';

/** All open ones may be in one paused replay: then that replay should be resumed. */
const whyNone = (skipped: readonly Finding[]): string =>
  skipped.length > 0 && skipped.every(({ finding }) => finding === 'replaying')
    ? `${skipped.length === 1 ? 'The dead letter is' : `All ${skipped.length} are`} in another replay already. Resume that replay, or cancel it.`
    : 'No open dead letter is selected: nothing would be replayed.';

const tooMany = (): ProblemError =>
  invalidRequest({
    in: 'body',
    pointer: '',
    detail: `selects more than ${MAX_SET} dead letters, the most that a replay takes: narrow the filter`,
  });

/** Without `state`: all unresolved ones. Those on hold, or replayed already, are reported and skipped. */
const selectionOf = (filter: DeadLetterFilterRead): DeadLetterFilter => ({
  states: ['open', 'replaying', 'on-hold'],
  ...filterOf(filter),
});

async function selectIds(
  service: ReplayService,
  ids: readonly string[],
  selection: Selection,
): Promise<void> {
  const found = await service.source.candidates(ids);
  const known = ids.flatMap((id) => found.get(id) ?? []);
  for (const candidate of inOrder(known)) {
    take(service, candidate, selection);
    selection.deadLetterIds.push(candidate.deadLetterId);
  }
  for (const deadLetterId of ids) {
    if (found.has(deadLetterId)) continue;
    selection.deadLetterIds.push(deadLetterId);
    selection.skipped.push({ deadLetterId, finding: 'unknown', detail: 'There is no such dead letter.' });
  }
}

function take(service: ReplayService, candidate: ReplayCandidate, selection: Selection): boolean {
  const { deadLetterId, state, stateBy, consumer, waitsIn } = candidate;
  const unprovable = whyNotProvable(service, consumer);
  if (unprovable) {
    selection.skipped.push({ deadLetterId, finding: 'not-ours', detail: unprovable });
    return false;
  }
  if (state !== 'open') {
    selection.skipped.push({
      deadLetterId,
      finding: state,
      detail: `The dead letter is ${state}${stateBy ? ` (${stateBy})` : ''}.`,
    });
    return false;
  }
  if (waitsIn !== null) {
    selection.skipped.push({
      deadLetterId,
      finding: 'replaying',
      detail: `The dead letter is waiting in another replay (${waitsIn}).`,
    });
    return false;
  }
  selection.sendable.push(candidate);
  return true;
}

/** In log order within each partition, whatever the clocks said; partitions are interleaved. */
function inOrder(candidates: readonly ReplayCandidate[]): ReplayCandidate[] {
  const placed = candidates.map((candidate) => ({
    candidate,
    at: decodePosition(candidate.position) ?? NOWHERE,
  }));
  placed.sort(
    ({ at: a }, { at: b }) =>
      a.generation - b.generation || a.sequence - b.sequence || a.partition - b.partition,
  );
  return placed.map(({ candidate }) => candidate);
}

const NOWHERE = { generation: 0, partition: 0, sequence: 0 };

export const isGuarded = (candidate: ReplayCandidate): boolean =>
  candidate.replaysOfSameFailure >= LOOP_GUARD;
