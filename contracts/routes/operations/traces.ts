import { CORRELATION_ID_PATTERN } from '../../correlation-id.ts';
import { TRACE_STATES, Trace, TraceList } from '../../traces.ts';
import * as Type from '../../type.ts';
import { Instant, PageCursor, PageLimit, SomeOf, UuidParameter, Word } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

/** Traces of commands, from the ledger. */
export const traceRoutes = defineRoutes({
  'search-traces': {
    method: 'GET',
    path: '/ops/v1/traces',
    summary: 'Search commands',
    description: 'A page of the commands that match all given filters.',
    permission: 'pipeline:read',
    query: Type.Object({
      correlationId: Word('Its correlation id.'),
      correlationPrefix: Word('A prefix of its correlation id.'),
      command: Type.Optional(UuidParameter('Its id, even for a command older than the ledger.')),
      aggregate: Word('Its aggregate, such as channel/general.'),
      actor: Word('Who sent it.'),
      type: Word('Its event’s type.'),
      state: SomeOf(TRACE_STATES, 'Its state.'),
      failed: Type.Optional(
        Type.Boolean({
          description: 'True: only those with a failed attempt that were not replaced since.',
        }),
      ),
      from: Type.Optional(Instant('Stored at or after.')),
      to: Type.Optional(Instant('Stored before.')),
      sort: Type.Optional(Type.Enum(['newest', 'oldest', 'slowest'], { description: 'Default newest.' })),
      limit: PageLimit(200),
      cursor: PageCursor,
    }),
    answers: { 200: { description: 'A page of commands.', schema: TraceList } },
    problems: ['invalid-cursor'],
  },
  'read-trace': {
    method: 'GET',
    path: '/ops/v1/traces/:correlationId',
    summary: 'Read a trace',
    description:
      'The commands of one correlation id with their timelines, proven in the read models for this answer.',
    permission: 'pipeline:read',
    params: Type.Object({
      correlationId: Type.String({
        pattern: CORRELATION_ID_PATTERN,
        description:
          'The correlation id: 1 to 256 characters, no control characters, neither / nor \\\\, and not . or .. alone.',
      }),
    }),
    query: Type.Object({
      command: Type.Optional(UuidParameter('One command of the trace, even one older than the ledger.')),
      limit: PageLimit(100),
      cursor: PageCursor,
    }),
    answers: { 200: { description: 'The trace.', schema: Trace } },
    problems: ['trace-unknown', 'invalid-cursor'],
  },
});
