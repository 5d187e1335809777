import Type from 'typebox';
import { RESOLUTIONS } from './ports/lag-history.ts';
import { Nullable, Timestamp } from './schemas.ts';

/** `GET /ops/v1/log/history`: how full the log was. Where nothing was sampled there is no point. */
export const LogHistory = Type.Object(
  {
    from: Timestamp('Where it begins.'),
    until: Timestamp('Where it ends.'),
    resolution: Type.Enum([...RESOLUTIONS]),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Where the time begins that it tells of.'),
        bytes: Type.Integer({ description: 'All events, at the end of it.' }),
        maxBytes: Nullable(Type.Integer({ description: 'The limits of all partitions together.' })),
        messages: Type.Integer(),
        fullestShare: Nullable(
          Type.Number({
            description: 'How full the fullest partition was at most, 0 to 1: it refuses first.',
          }),
        ),
        oldestAt: Nullable(Timestamp('When the oldest event that was kept then had been stored.')),
        leftMs: Nullable(
          Type.Integer({
            description:
              'The retention clock at its lowest: until the first event that a projection had not processed would be dropped; where none waited, as long as the log keeps one. Null where that wasn’t known.',
          }),
        ),
      }),
      { description: 'The oldest first; the newest of them where there are too many.' },
    ),
  },
  { $id: 'LogHistory' },
);
export type LogHistory = Type.Static<typeof LogHistory>;
