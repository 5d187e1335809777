import { GroupActionDone, GroupActionRequest } from '../../dead-letter-actions.ts';
import { DeadLetterGroupDetail, DeadLetterGroups, GROUPINGS } from '../../dead-letter-groups.ts';
import { Fingerprint } from '../../dead-letters.ts';
import * as Type from '../../type.ts';
import { PageLimit } from '../parameters.ts';
import { defineRoutes } from '../route.ts';
import { deadLetterFilter } from './dead-letter-filter.ts';

const params = Type.Object({ fingerprint: Fingerprint });

/** Failure groups: dead letters with the same cause. */
export const failureGroupRoutes = defineRoutes({
  'list-failure-groups': {
    method: 'GET',
    path: '/ops/v1/dead-letter-groups',
    summary: 'List failure groups',
    description: 'The matching dead letters in groups, largest group first.',
    permission: 'pipeline:read',
    query: Type.Object({
      ...deadLetterFilter,
      by: Type.Optional(
        Type.Enum([...GROUPINGS], { description: 'The property that groups them. Default fingerprint.' }),
      ),
      limit: PageLimit(500),
    }),
    answers: { 200: { description: 'The groups.', schema: DeadLetterGroups } },
  },
  'read-failure-group': {
    method: 'GET',
    path: '/ops/v1/dead-letter-groups/:fingerprint',
    summary: 'Read a failure group',
    description:
      'One group: its channels and callers, its growth, the events since its last failure, and the actions on it.',
    permission: 'pipeline:read',
    params,
    answers: { 200: { description: 'The group.', schema: DeadLetterGroupDetail } },
    problems: ['not-found'],
  },
  'act-on-failure-group': {
    method: 'POST',
    path: '/ops/v1/dead-letter-groups/:fingerprint/actions',
    summary: 'Act on a failure group',
    description: 'Assign the group, link it to a ticket, or write a note on it.',
    permission: 'dead-letters:manage',
    changes: true,
    params,
    body: GroupActionRequest,
    answers: {
      200: { description: 'The action, and the group after it.', schema: GroupActionDone },
    },
    problems: ['not-found', 'acted-before', 'request-id-reused'],
  },
});
