import type { GroupActRequest } from '../../../contracts/dead-letter-acts.ts';
import type { Act } from '../../../contracts/dead-letters.ts';
import type { GroupAct } from '../../../contracts/operation.ts';
import type { GroupStanding } from '../../../contracts/ports/dead-letter-index.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import { performAct } from './perform-act.ts';
import { readAct } from './read-act.ts';

/** Does one act on a group; the answer shows what the group has after it. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function actOnGroup(
  service: DeadLetterService,
  group: string,
  request: GroupActRequest,
  actor: string,
): Promise<{ act: Act; group: GroupStanding }> {
  const { index } = service;
  const act = readAct(request);
  const done = await performAct(service, {
    target: { target: 'group', group },
    act,
    actor,
    requestId: request.requestId,
    reason: request.reason ?? null,
    revision: request.revision,
    async judge() {
      if (!(await readComplete(service.follower, () => index.groupReach(group, Date.now())))) {
        throw new ProblemError(
          'not-found',
          'No dead letter is in this group: it may have moved to another, or expired.',
        );
      }
      const standing = await index.groupStanding(group);
      return { refusal: judge(standing, act), revision: standing.revision };
    },
  });
  return { act: done, group: await index.groupStanding(group) };
}

function judge(standing: GroupStanding, act: GroupAct): string | undefined {
  if (act.kind === 'group-assigned' && act.assignee === standing.assignee) {
    return act.assignee === null ? 'is assigned to nobody' : `is assigned to ${act.assignee}`;
  }
  if (act.kind === 'group-ticket-linked' && act.ticket === standing.ticket) {
    return act.ticket === null ? 'is linked to no ticket' : `is linked to ${act.ticket}`;
  }
  return undefined;
}
