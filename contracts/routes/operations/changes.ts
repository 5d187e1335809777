import { CHANGE_KINDS, ChangeList } from '../../changes.ts';
import * as Type from '../../type.ts';
import { Instant, PageCursor, PageLimit, SomeOf, Word } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

/** What happened to the pipeline itself. */
export const changeRoutes = defineRoutes({
  'list-changes': {
    method: 'GET',
    path: '/ops/v1/changes',
    summary: 'List changes of the pipeline',
    description: 'A page of its timeline, newest change first: starts, stops, outages, statuses.',
    permission: 'pipeline:read',
    query: Type.Object({
      kind: SomeOf(CHANGE_KINDS, 'The kind of change.'),
      stream: Word('The stream of the consumer.'),
      consumer: Word('The consumer.'),
      projection: Word('The projection.'),
      process: Word('The process: `<host>:<pid>`.'),
      from: Type.Optional(Instant('At or after.')),
      to: Type.Optional(Instant('Before.')),
      limit: PageLimit(500),
      cursor: PageCursor,
    }),
    answers: { 200: { description: 'A page of changes.', schema: ChangeList } },
    problems: ['invalid-cursor'],
  },
});
