import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { DeadLetterAction } from '../../../contracts/operation.ts';
import type { ActionAuthor } from './append-replay-action.ts';
import type { ReplayService } from './replay-service.ts';

/**
 * Stores an action on a dead letter, provided that nothing changed since it was read, and then reads up to it. False if another action
 * came first.
 */
export async function appendDeadLetterAction(
  service: ReplayService,
  deadLetterId: string,
  action: DeadLetterAction,
  by: ActionAuthor & { onBehalfOf?: string },
): Promise<boolean> {
  const expected = service.replays.deadLetterActions.sequence(deadLetterId);
  const appended = await appendOperation(
    service.inbox,
    {
      id: mintCommandId(0, 0),
      at: new Date().toISOString(),
      ...by,
      target: 'dead-letter',
      deadLetterId,
      ...action,
    },
    {
      expected,
      messageId: `${action.kind}:${deadLetterId}:${expected}:${by.requestId}`,
      timeoutMs: service.publishTimeoutMs,
    },
  );
  await service.replays.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
