import type { Action, DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import type { DeadLetterState } from '../../../../contracts/operation.ts';

/** The edited event that was proven applied in a dead letter's place, and when; null where there is none. */
export function appliedEdit({
  resolution,
}: Pick<DeadLetterSummary, 'resolution'>): { by: string; at: string } | null {
  return resolution?.how === 'edited' && resolution.by !== null
    ? { by: resolution.by, at: resolution.at }
    : null;
}

/** The outcome of each edit of a dead letter, in the order of time: actions may come in any order. */
export function editsOf(
  actions: readonly Action[],
): { at: string; sequence: number; actor: string; by: string; failed: string | null }[] {
  const begun = new Map<string, string>();
  const edits = [];
  for (const { kind, at, sequence, actor, details } of [...actions].sort((a, b) => a.sequence - b.sequence)) {
    const event = details.event as { id?: unknown } | undefined;
    if (kind === 'edit-begun' && typeof event?.id === 'string') begun.set(event.id, actor);
    const by = details.byEventId;
    if ((kind !== 'edited' && kind !== 'edit-failed') || typeof by !== 'string') continue;
    const failed = kind === 'edited' ? null : typeof details.why === 'string' ? details.why : '';
    // The pipeline reports how an edit ended; the action that began it says whose edit it was.
    edits.push({ at, sequence, actor: begun.get(by) ?? actor, by, failed });
  }
  return edits;
}

/** What to do with the dead letter of an edited event: replayed beside its original it would be applied twice. */
export function editedCopyAdvice(copy: DeadLetterState, original: DeadLetterState): string {
  if (copy === 'discarded') return 'It failed too.';
  if (copy !== 'open' && copy !== 'on-hold') return '';
  if (original === 'resolved')
    return 'It failed too; the original has been resolved since. Discard this copy.';
  return 'It failed too. Fix the original and discard this copy: if you replay both, both are applied.';
}

/** Why an edit failed, in a sentence. A reason that already says so is not changed. */
export function editFailureWords(why: unknown): string {
  if (typeof why !== 'string' || why === '') return 'The edited event failed too.';
  return why.startsWith('The edited event ') ? why : `The edited event failed too: ${why}`;
}
