import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { AppendOutcome } from '../../../adapters/jetstream/publish/append-event.ts';
import { findEvent } from '../../../adapters/jetstream/records/find-event.ts';
import type { EditAndReplayRequest, EditedReplay } from '../../../contracts/edit-and-replay.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { provenAction } from '../proving/proven-action.ts';
import { appendDeadLetterAction } from './append-dead-letter-action.ts';
import type { PendingEdit } from './dead-letter-actions.ts';
import { jsonDifference } from './json-difference.ts';
import { checkEdited, type EditedEvent, makeEditedEvent, readEditable } from './make-edited-event.ts';
import { whyNotProvable } from './provable.ts';
import { publishEdited } from './publish-edited.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import { remakeEdit } from './remake-edit.ts';
import { PIPELINE } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

/**
 * Replaces a dead letter's event by an edited one. The action that begins the edit holds the event and is durable before the
 * event is published; from then on the edit is accepted, and the runner completes it after any crash. An answer without a
 * position says that the log has not stored the event yet. The same request gets the same answer. Throws ProblemError,
 * LogUnavailable.
 */
export async function editAndReplay(
  service: ReplayService,
  deadLetterId: string,
  asked: EditAndReplayRequest,
  actor: string,
): Promise<EditedReplay> {
  const candidate = await service.source.candidate(deadLetterId);
  const deadLetter = candidate && (await readDeadLetters(service.link, [candidate])).get(deadLetterId);
  if (!candidate || !deadLetter)
    throw new ProblemError('dead-letter-unknown', `There is no dead letter ${deadLetterId}.`);
  const unprovable = whyNotProvable(service, candidate.consumer);
  if (unprovable) throw new ProblemError('not-editable', unprovable);
  const editable = readEditable(deadLetter);
  checkEdited(editable, asked.data);
  const difference = jsonDifference(editable.event.data, asked.data);
  const before = asked.dryRun ? undefined : service.replays.deadLetterActions.editOfRequest(asked.requestId);
  if (before) return answerAgain(service, deadLetterId, asked, before);
  if (candidate.state !== 'open') throw actedBefore(deadLetterId, candidate.state, candidate.stateBy);
  if (candidate.waitsIn) throw actedBefore(deadLetterId, 'waiting in a replay', candidate.waitsIn);
  const proven = await provenAction(
    service.projections.get(candidate.consumer)!,
    deadLetter,
    candidate.state,
  );
  if (proven) {
    const by = { actor: PIPELINE, requestId: `proven-${asked.requestId}`, reason: null };
    if (!asked.dryRun) await appendDeadLetterAction(service, deadLetterId, proven, by);
    throw actedBefore(deadLetterId, `${proven.how} in the read model`, null);
  }
  if (asked.dryRun)
    return {
      deadLetterId,
      state: candidate.state,
      difference,
      eventId: null,
      position: null,
      repeated: false,
    };
  if (difference.length === 0)
    throw new ProblemError(
      'event-data-invalid',
      'Nothing was changed. Replay the dead letter without an edit.',
    );
  const generation = await service.log.latestGeneration();
  if (!generation)
    throw new ProblemError('unavailable', 'The log accepts no events now. Try again in a second.', {
      headers: { 'retry-after': '1' },
    });
  const edited = makeEditedEvent(editable, asked.data, generation);
  if (!(await begin(service, deadLetterId, edited, asked, actor))) {
    const first = service.replays.deadLetterActions.editOfRequest(asked.requestId);
    if (first) return answerAgain(service, deadLetterId, asked, first);
    const now = await service.source.candidate(deadLetterId);
    throw actedBefore(deadLetterId, now?.state ?? 'open', now?.stateBy ?? null);
  }
  const { eventId, outcome } = await publish(service, deadLetterId, edited);
  const position = outcome.kind === 'stored' ? encodePosition(outcome.position) : null;
  return { deadLetterId, state: 'replaying', difference, eventId, position, repeated: false };
}

/** Stores the action that begins the edit. False if another action came first. Throws ProblemError `outcome-unknown`. */
async function begin(
  service: ReplayService,
  deadLetterId: string,
  edited: EditedEvent,
  asked: EditAndReplayRequest,
  actor: string,
): Promise<boolean> {
  const by = { actor, requestId: asked.requestId, reason: asked.reason ?? null };
  try {
    return await appendDeadLetterAction(service, deadLetterId, { kind: 'edit-begun', ...edited }, by);
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    throw new ProblemError(
      'outcome-unknown',
      'The log did not confirm the edit in time. Send it again with the same requestId.',
      { headers: { 'retry-after': '1' } },
    );
  }
}

/** Publishes the event of an edit; if the log has a new generation meanwhile, makes the event again and publishes that one. */
async function publish(
  service: ReplayService,
  deadLetterId: string,
  edited: EditedEvent,
): Promise<{ eventId: string; outcome: AppendOutcome }> {
  const outcome = await publishEdited(service, edited, service.acceptDeadlineMs);
  const eventId = edited.event.id;
  if (outcome.kind !== 'refused') return { eventId, outcome };
  try {
    const pending = service.replays.deadLetterActions.pendingEdit(deadLetterId);
    const remade = pending && (await remakeEdit(service, pending));
    if (!remade) return { eventId, outcome };
    return {
      eventId: remade.event.id,
      outcome: await publishEdited(service, remade, service.acceptDeadlineMs),
    };
  } catch (error) {
    // The edit is stored: the runner continues it once the log answers.
    if (error instanceof LogUnavailable) return { eventId, outcome };
    throw error;
  }
}

async function answerAgain(
  service: ReplayService,
  deadLetterId: string,
  asked: EditAndReplayRequest,
  edit: PendingEdit,
): Promise<EditedReplay> {
  if (edit.deadLetterId !== deadLetterId || jsonDifference(edit.event.data, asked.data).length > 0)
    throw new ProblemError('request-id-reused', `The request id ${asked.requestId} has made another edit.`);
  const candidate = await service.source.candidate(deadLetterId);
  const [deadLetter] = candidate ? (await readDeadLetters(service.link, [candidate])).values() : [];
  const search = await findEvent(service.link, edit.event.id, service.search);
  return {
    deadLetterId,
    state: candidate?.state ?? 'replaying',
    difference: deadLetter ? jsonDifference(readEditable(deadLetter).event.data, asked.data) : [],
    eventId: edit.event.id,
    position: 'found' in search ? encodePosition(search.found.position) : null,
    repeated: true,
  };
}

const actedBefore = (deadLetterId: string, state: string, by: string | null): ProblemError =>
  new ProblemError(
    'acted-before',
    `${deadLetterId} is ${state}${by ? ` (${by})` : ''}. Only an open dead letter can be edited.`,
  );
