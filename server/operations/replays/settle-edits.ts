import { LogUnavailable, StreamMissing } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { findDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { type FoundEvent, findEvent, type Search } from '../../../adapters/jetstream/records/find-event.ts';
import { readCommandId } from '../../../contracts/command-id.ts';
import { decodeLoggedEvent } from '../../../contracts/event.ts';
import { decodeEventType } from '../../../contracts/event-type.ts';
import type { DeadLetterAction } from '../../../contracts/operation.ts';
import { failureClassOf } from '../../../contracts/ports/store-failure.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { appendDeadLetterAction } from './append-dead-letter-action.ts';
import type { PendingEdit } from './dead-letter-actions.ts';
import { ORPHAN_MS } from './orphan-wait.ts';
import { whyNotProvable } from './provable.ts';
import { publishEdited } from './publish-edited.ts';
import { remakeEdit } from './remake-edit.ts';
import { PIPELINE } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

/** An edit is checked again after a tenth of its age, and after this time at the latest. */
const LATEST_LOOK_MS = 1_000;
/** Nearly every edit ends within this time: until then it is checked often. */
const YOUNG_MS = 2_000;

/**
 * Completes every edit: `edited` once the read model holds its event, otherwise `edit-failed`, with the reason. It waits for the log
 * to take the event, until the id's duplicate window has passed, and then for the projection to apply or refuse it. An edit
 * that can't be checked now does not delay the others.
 */
export class EditSettler {
  readonly #service: ReplayService;
  readonly #onFailure: (error: unknown) => void;
  /** By the edited event's id, of performance.now(): when to check the edit again, and since when it is an orphan. */
  readonly #lookAt = new Map<string, number>();
  readonly #orphanSince = new Map<string, number>();

  constructor(service: ReplayService, onFailure: (error: unknown) => void) {
    this.#service = service;
    this.#onFailure = onFailure;
  }

  /** True if an edit ended, or is young. Throws LogUnavailable. */
  async settleDue(): Promise<boolean> {
    let active = false;
    const edits = this.#service.replays.deadLetterActions.pendingEdits();
    if (edits.length === 0) this.forget();
    for (const edit of edits) {
      const { id } = edit.event;
      if ((this.#lookAt.get(id) ?? 0) > performance.now()) continue;
      try {
        if (await this.#settle(edit)) active = true;
      } catch (error) {
        this.#onFailure(error);
        if (error instanceof LogUnavailable && !this.#service.link.isUp) throw error;
      }
      const age = Math.max(0, Date.now() - edit.begunAt);
      if (age < YOUNG_MS) active = true;
      this.#lookAt.set(id, performance.now() + Math.min(age / 10, LATEST_LOOK_MS));
    }
    return active;
  }

  forget(): void {
    this.#lookAt.clear();
    this.#orphanSince.clear();
  }

  async #settle(edit: PendingEdit): Promise<boolean> {
    const action = await this.#outcomeOf(edit);
    if (!action) return false;
    const by = {
      actor: PIPELINE,
      onBehalfOf: edit.actor,
      requestId: `edit-${edit.event.id}`,
      reason: null,
    };
    return appendDeadLetterAction(this.#service, edit.deadLetterId, action, by);
  }

  async #outcomeOf(edit: PendingEdit): Promise<DeadLetterAction | undefined> {
    const { link, search: limits } = this.#service;
    const byEventId = edit.event.id;
    let search: Search;
    try {
      search = await findEvent(link, byEventId, limits);
    } catch (error) {
      // Its stream was deleted: the event is not in the log, and no publish reaches it there.
      if (error instanceof StreamMissing) {
        await remakeEdit(this.#service, edit);
        return undefined;
      }
      throw error;
    }
    if ('found' in search) return this.#outcomeOfStored(edit, search.found);
    if (search.missing === 'not-yet') {
      await this.#publishAgain(edit);
      return undefined;
    }
    const why =
      search.missing === 'never'
        ? 'The edited event never reached the log.'
        : 'The edited event has expired from the log, so nothing proves its outcome.';
    return { kind: 'edit-failed', byEventId, why };
  }

  /** Within half the window, a publish of the same id can't be stored twice; the other half is for publishes under way. */
  async #publishAgain(edit: PendingEdit): Promise<void> {
    if (!commandOfEventType(edit.event.type)) return;
    const { search, publishTimeoutMs } = this.#service;
    const age = Date.now() - (readCommandId(edit.event.id)?.mintedAt ?? 0);
    const inTime = age < search.duplicateWindowMs / 2;
    const outcome = inTime ? await publishEdited(this.#service, edit, publishTimeoutMs) : undefined;
    if (outcome?.kind !== 'stored') await remakeEdit(this.#service, edit);
  }

  async #outcomeOfStored(
    edit: PendingEdit,
    { position, message }: FoundEvent,
  ): Promise<DeadLetterAction | undefined> {
    const consumer = edit.deadLetterId.slice(0, edit.deadLetterId.lastIndexOf('.'));
    const byEventId = edit.event.id;
    const byPosition = encodePosition(position);
    const failed = (why: string): DeadLetterAction => ({ kind: 'edit-failed', byEventId, why });
    const unprovable = whyNotProvable(this.#service, consumer);
    if (unprovable) return failed(unprovable);
    const projection = this.#service.projections.get(consumer)!;
    try {
      const verification = await projection.verify(
        decodeLoggedEvent(message.bytes, position, message.storedAt),
      );
      if (verification.state === 'applied') return { kind: 'edited', byEventId, byPosition };
      if (verification.state === 'rejected')
        return failed(`${verification.reason.code}: ${verification.reason.detail}`);
      if (verification.state === 'differs')
        return failed(
          `The read model differs from the edited event: ${verification.what}. Rebuild the read model.`,
        );
      if (verification.state === 'orphan' && this.#isOrphanForLong(byEventId))
        return failed('The store keeps the edited event aside until the message it changes is applied.');
    } catch (error) {
      if (failureClassOf(error) === 'bug') throw error;
      return undefined;
    }
    const eventName = decodeEventType(edit.event.type)?.name ?? '';
    const deadLetter = await findDeadLetter(this.#service.link, consumer, eventName, byPosition);
    if (!deadLetter) return undefined;
    return failed(`The edited event failed too (${deadLetter.code}): ${consumer}.${byPosition}.`);
  }

  #isOrphanForLong(eventId: string): boolean {
    const since = this.#orphanSince.get(eventId) ?? performance.now();
    this.#orphanSince.set(eventId, since);
    return performance.now() - since >= ORPHAN_MS;
  }
}
