import {
  DeadLetterActionDone,
  DeadLetterActionRequest,
  SelectedActionDone,
  SelectedActionRequest,
} from '../../dead-letter-actions.ts';
import { DeadLetterDetail } from '../../dead-letter-detail.ts';
import { DeadLetterId, DeadLetterList } from '../../dead-letters.ts';
import * as Type from '../../type.ts';
import { PageCursor, PageLimit } from '../parameters.ts';
import { defineRoutes } from '../route.ts';
import { deadLetterFilter } from './dead-letter-filter.ts';
import { LINES, lineHeaders } from './lines.ts';

const params = Type.Object({ id: DeadLetterId });

/** Dead letters: lists of them, one of them, and actions on them. */
export const deadLetterRoutes = defineRoutes({
  'list-dead-letters': {
    method: 'GET',
    path: '/ops/v1/dead-letters',
    summary: 'List dead letters',
    description: 'A page of the matching dead letters, the cursor of the next page, and how many match.',
    permission: 'pipeline:read',
    query: Type.Object({
      ...deadLetterFilter,
      sort: Type.Optional(
        Type.Enum(['newest', 'oldest'], { description: 'By the newest failure. Default newest.' }),
      ),
      limit: PageLimit(500),
      cursor: PageCursor,
    }),
    answers: { 200: { description: 'A page of dead letters.', schema: DeadLetterList } },
    problems: ['invalid-cursor'],
  },
  'export-dead-letters': {
    method: 'GET',
    path: '/ops/v1/dead-letters/export',
    summary: 'Export dead letters',
    description: 'Every matching dead letter, one line of JSON each, oldest first.',
    permission: 'pipeline:read',
    query: Type.Object(deadLetterFilter),
    answers: { 200: { description: 'One line per dead letter.', media: LINES, headers: lineHeaders } },
    streams: 'to-its-end',
  },
  'read-dead-letter': {
    method: 'GET',
    path: '/ops/v1/dead-letters/:id',
    summary: 'Read a dead letter',
    description:
      'One dead letter with its payload, its failures, related dead letters and the actions on it.',
    permission: 'pipeline:read',
    params,
    answers: { 200: { description: 'The dead letter.', schema: DeadLetterDetail } },
    problems: ['dead-letter-unknown'],
  },
  'act-on-dead-letter': {
    method: 'POST',
    path: '/ops/v1/dead-letters/:id/actions',
    summary: 'Act on a dead letter',
    description:
      'Hold, release, discard or restore it, assign it, link it to a ticket, or write a note on it.',
    permission: 'dead-letters:manage',
    changes: true,
    params,
    body: DeadLetterActionRequest,
    answers: {
      200: { description: 'The action, and the dead letter after it.', schema: DeadLetterActionDone },
    },
    problems: ['dead-letter-unknown', 'acted-before', 'request-id-reused'],
  },
  'act-on-dead-letters': {
    method: 'POST',
    path: '/ops/v1/dead-letters/actions',
    summary: 'Act on several dead letters',
    description: 'The same action on each of them. A refusal of one does not stop the others.',
    permission: 'dead-letters:manage',
    changes: true,
    body: SelectedActionRequest,
    answers: { 200: { description: 'The outcome of each, in their order.', schema: SelectedActionDone } },
  },
});
