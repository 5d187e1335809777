import { Nullable, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

const common = { id: Type.String(), at: Timestamp('When it happened.') };
const process = Type.String({ description: 'Which process: `<host>:<pid>`.' });
const projection = Type.String();
const why = Nullable(Type.String());

/**
 * The timeline of the pipeline: one message per change in the stream CHANGES, on `changes.<kind>`, kept for 30 days. A
 * process reports its own changes (starts, stops, circuits). The leader among the operations services reports what it
 * observes (a consumer's status).
 */
export const PipelineChange = Type.Union(
  [
    Type.Object({
      ...common,
      kind: Type.Enum(['process-started', 'process-stopped', 'process-silent', 'process-returned'], {
        description:
          '`process-silent`: its heartbeats ended, and it reported no stop. `process-returned`: after that, it sends heartbeats again.',
      }),
      role: Type.String(),
      process,
      version: Type.String(),
      why,
    }),
    Type.Object({
      ...common,
      kind: Type.Enum(['circuit-opened', 'circuit-closed']),
      projection,
      process,
      why,
      openForMs: Nullable(Type.Number()),
    }),
    Type.Object(
      {
        ...common,
        kind: Type.Literal('log-unreachable'),
        role: Type.String(),
        process,
        since: Timestamp('When the connection was lost.'),
        until: Timestamp('When the connection was back.'),
        restarted: Type.Boolean({ description: 'Whether another nats-server process answers now.' }),
      },
      { description: 'The connection to the log was lost, and is back.' },
    ),
    Type.Object({
      ...common,
      kind: Type.Literal('epoch-begun'),
      projection,
      epochId: Type.String(),
      process,
    }),
    Type.Object({
      ...common,
      kind: Type.Literal('stream-lost'),
      stream: Type.String(),
      how: Type.Enum(['deleted', 'replaced', 'shortened']),
      messages: Nullable(Type.Number({ description: 'How many messages it held, if known.' })),
      process,
    }),
    Type.Object({
      ...common,
      kind: Type.Literal('consumer-status'),
      stream: Type.String(),
      consumer: Type.String(),
      projection: Nullable(projection),
      from: Nullable(Type.String()),
      to: Type.String(),
      why: Type.String(),
    }),
  ],
  { $id: 'PipelineChange' },
);
export type PipelineChange = Type.Static<typeof PipelineChange>;
export type PipelineChangeKind = PipelineChange['kind'];
