import { ActionList } from '../../dead-letters.ts';
import * as Type from '../../type.ts';
import { Instant, PageCursor, PageLimit, Word } from '../parameters.ts';
import { defineRoutes } from '../route.ts';
import { LINES, lineHeaders } from './lines.ts';

const filters = {
  actor: Word('Who acted; `waybill` for the pipeline itself.'),
  kind: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      minItems: 1,
      maxItems: 50,
      description: 'What was done, such as discarded. Several are separated by commas.',
    }),
  ),
  target: Type.Optional(
    Type.Enum(['dead-letter', 'group', 'replay', 'consumer', 'alert', 'api-key', 'person'], {
      description: 'The kind of what was acted on.',
    }),
  ),
  targetId: Word('Which one of those.'),
  deadLetterId: Word('A dead letter: actions on it, and replays that include it.'),
  from: Type.Optional(Instant('Done at or after.')),
  to: Type.Optional(Instant('Done before.')),
};

/** The audit log. */
export const actionRoutes = defineRoutes({
  'list-actions': {
    method: 'GET',
    path: '/ops/v1/actions',
    summary: 'List actions',
    description: 'A page of the audit log, newest action first.',
    permission: 'pipeline:read',
    query: Type.Object({ ...filters, limit: PageLimit(500), cursor: PageCursor }),
    answers: { 200: { description: 'A page of actions.', schema: ActionList } },
    problems: ['invalid-cursor'],
  },
  'export-actions': {
    method: 'GET',
    path: '/ops/v1/actions/export',
    summary: 'Export the audit log',
    description: 'Every matching action, one line of JSON each, as the log holds it, newest first.',
    permission: 'pipeline:read',
    query: Type.Object(filters),
    answers: { 200: { description: 'One line per action.', media: LINES, headers: lineHeaders } },
    streams: 'to-its-end',
  },
});
