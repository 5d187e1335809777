import { findEvent } from '../../../adapters/jetstream/find-event.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type { EditAndReplayRequest, EditedReplay } from '../../../contracts/replay.ts';
import { refusalOf } from '../../commands/answer-append.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { appendEntryAct } from './append-entry-act.ts';
import type { PendingEdit } from './entry-acts.ts';
import { jsonDifference } from './json-difference.ts';
import { checkEdited, makeEditedEvent, readEditable } from './make-edited-event.ts';
import { publishEdited } from './publish-edited.ts';
import { readLetters } from './read-letters.ts';
import type { ReplayService } from './replay-service.ts';

/**
 * Puts an edited event in a dead letter's place. The act that begins it is durable before the event is published, and
 * holds it; from then on the runner brings it to its end, whoever crashes. The same request again is answered again.
 * Throws ProblemError, LogUnavailable.
 */
export async function editAndReplay(
  service: ReplayService,
  entry: string,
  asked: EditAndReplayRequest,
  actor: string,
): Promise<EditedReplay> {
  const candidate = await service.source.entry(entry);
  const letter = candidate && (await readLetters(service.link, [candidate])).get(entry);
  if (!candidate || !letter)
    throw new ProblemError('dead-letter-unknown', `There is no dead letter ${entry}.`);
  const editable = readEditable(letter);
  checkEdited(editable, asked.data);
  const difference = jsonDifference(editable.event.data, asked.data);
  if (asked.dryRun)
    return { entry, state: candidate.state, difference, eventId: null, position: null, repeated: false };

  const before = service.replays.entryActs.editOfRequest(asked.requestId);
  if (before) return answerAgain(service, entry, asked, before);
  if (candidate.state !== 'open') throw actedBefore(entry, candidate.state, candidate.stateBy);
  if (candidate.waitsIn) throw actedBefore(entry, 'waiting in a replay', candidate.waitsIn);
  if (difference.length === 0)
    throw new ProblemError('event-data-invalid', 'Nothing was changed: replay it as it is.');
  const { generation } = service.log;
  if (!generation)
    throw new ProblemError('unavailable', 'The log takes no events now. Try again in a second.');
  const edited = makeEditedEvent(editable, asked.data, generation);
  const by = { actor, requestId: asked.requestId, reason: asked.reason ?? null };
  if (!(await appendEntryAct(service, entry, { kind: 'edit-begun', ...edited }, by))) {
    const first = service.replays.entryActs.editOfRequest(asked.requestId);
    if (first) return answerAgain(service, entry, asked, first);
    const now = await service.source.entry(entry);
    throw actedBefore(entry, now?.state ?? 'open', now?.stateBy ?? null);
  }
  const outcome = await publishEdited(service, edited);
  if (outcome.kind !== 'stored') throw refusalOf(outcome, edited.event.id);
  const position = encodePosition(outcome.position);
  return { entry, state: 'replaying', difference, eventId: edited.event.id, position, repeated: false };
}

async function answerAgain(
  service: ReplayService,
  entry: string,
  asked: EditAndReplayRequest,
  edit: PendingEdit,
): Promise<EditedReplay> {
  if (edit.entry !== entry || jsonDifference(edit.event.data, asked.data).length > 0)
    throw new ProblemError('request-id-reused', `The request id ${asked.requestId} has made another edit.`);
  const candidate = await service.source.entry(entry);
  const [letter] = candidate ? (await readLetters(service.link, [candidate])).values() : [];
  const search = await findEvent(service.link, edit.event.id, service.search);
  return {
    entry,
    state: candidate?.state ?? 'replaying',
    difference: letter ? jsonDifference(readEditable(letter).event.data, asked.data) : [],
    eventId: edit.event.id,
    position: 'found' in search ? encodePosition(search.found.position) : null,
    repeated: true,
  };
}

const actedBefore = (entry: string, state: string, by: string | null): ProblemError =>
  new ProblemError(
    'acted-before',
    `${entry} is ${state}${by ? ` (${by})` : ''}: only an open one can be edited.`,
  );
