import type {
  DeadLetterActionDone,
  DeadLetterActionRequest,
} from '../../../contracts/dead-letter-actions.ts';
import type { DeadLetterAction } from '../../../contracts/operation.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { existingDeadLetter } from '../dead-letters/existing-dead-letter.ts';
import { judgeDeadLetterAction } from './judge-dead-letter-action.ts';
import { performAction } from './perform-action.ts';
import { readAction } from './read-action.ts';
import { settleIfProven } from './settle-if-proven.ts';

/** Actions that say the event needs nothing, or should wait: wrong for an event that the read model holds. */
const DECIDES: readonly DeadLetterAction['kind'][] = ['held', 'discarded'];

/**
 * Performs one action on one dead letter; the answer shows the dead letter after the action. Throws ProblemError,
 * LogUnavailable, StoreFailure.
 */
export async function actOnDeadLetter(
  service: DeadLetterService,
  deadLetterId: string,
  request: DeadLetterActionRequest,
  actor: string,
): Promise<DeadLetterActionDone> {
  const action = readAction(request);
  const done = await performAction(service, {
    target: { target: 'dead-letter', deadLetterId },
    action,
    actor,
    requestId: request.requestId,
    reason: request.reason ?? null,
    revision: request.revision,
    async judge() {
      const present = await existingDeadLetter(service, deadLetterId);
      const refusal = judgeDeadLetterAction(present, action);
      const proven =
        refusal === undefined && DECIDES.includes(action.kind)
          ? await settleIfProven(service, present)
          : undefined;
      return {
        refusal: proven ? `is ${proven.how} in the read model` : refusal,
        revision: present.revision,
      };
    },
  });
  return { action: done, deadLetter: await existingDeadLetter(service, deadLetterId) };
}
