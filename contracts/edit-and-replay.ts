import { DEAD_LETTER_STATES } from './operation.ts';
import { RequestId } from './replay.ts';
import { EXAMPLE_ID } from './request-id.ts';
import { Nullable, Prose } from './schemas.ts';
import * as Type from './type.ts';

export const EditAndReplayRequest = Type.Object(
  {
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'The event’s data as it should be.' }),
    reason: Type.Optional(Prose(2_000, 'Why.')),
    requestId: RequestId,
    dryRun: Type.Optional(Type.Boolean({ description: 'Only checks and shows the difference.' })),
  },
  {
    additionalProperties: false,
    examples: [{ data: { text: 'A shorter text.' }, requestId: EXAMPLE_ID, dryRun: true }],
  },
);

export type EditAndReplayRequest = Type.Static<typeof EditAndReplayRequest>;

/** One difference between two JSON values, as RFC 6902 names them, with the old value. */
export const Difference = Type.Object({
  op: Type.Enum(['add', 'remove', 'replace']),
  path: Type.String({ description: 'A JSON pointer into the data.' }),
  was: Type.Optional(Type.Unknown()),
  value: Type.Optional(Type.Unknown()),
});

export type Difference = Type.Static<typeof Difference>;

export const EditedReplay = Type.Object(
  {
    deadLetterId: Type.String(),
    state: Type.Enum([...DEAD_LETTER_STATES]),
    difference: Type.Array(Difference),
    eventId: Nullable(Type.String({ description: 'Null in a dry run.' })),
    position: Nullable(
      Type.String({
        description:
          'Null in a dry run, and while the log has not stored the event yet: Waybill publishes it without further requests.',
      }),
    ),
    repeated: Type.Boolean({
      description: 'True for a repeated request, which gets the first answer again.',
    }),
  },
  { $id: 'EditedReplay' },
);

export type EditedReplay = Type.Static<typeof EditedReplay>;
