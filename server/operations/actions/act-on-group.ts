import type { GroupActionDone, GroupActionRequest } from '../../../contracts/dead-letter-actions.ts';
import type { GroupAction } from '../../../contracts/operation.ts';
import type { GroupTriage } from '../../../contracts/ports/dead-letter-index.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import { performAction } from './perform-action.ts';
import { readAction } from './read-action.ts';

/**
 * Performs one action on a group; the answer shows the group after the action. Throws ProblemError, LogUnavailable,
 * StoreFailure.
 */
export async function actOnGroup(
  service: DeadLetterService,
  group: string,
  request: GroupActionRequest,
  actor: string,
): Promise<GroupActionDone> {
  const { index } = service;
  const action = readAction(request);
  const done = await performAction(service, {
    target: { target: 'group', group },
    action,
    actor,
    requestId: request.requestId,
    reason: request.reason ?? null,
    revision: request.revision,
    async judge() {
      if (!(await readComplete(service.indexer, () => index.groupReach(group, Date.now())))) {
        throw new ProblemError(
          'not-found',
          'No dead letter is in this group. It may have moved to another group, or expired.',
        );
      }
      const triage = await index.groupTriage(group);
      return { refusal: judge(triage, action), revision: triage.revision };
    },
  });
  return { action: done, group: await index.groupTriage(group) };
}

function judge(triage: GroupTriage, action: GroupAction): string | undefined {
  if (action.kind === 'group-assigned' && action.assignee === triage.assignee) {
    return action.assignee === null ? 'has no owner' : `is assigned to ${action.assignee}`;
  }
  if (action.kind === 'group-ticket-linked' && action.ticket === triage.ticket) {
    return action.ticket === null ? 'has no ticket' : `is linked to ${action.ticket}`;
  }
  return undefined;
}
