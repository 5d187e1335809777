import { RESOLUTIONS } from './ports/lag-history.ts';
import { Nullable, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** `GET /ops/v1/log/history`: how full the log was. A time without a snapshot has no point. */
export const LogHistory = Type.Object(
  {
    from: Timestamp('Start of the time range.'),
    until: Timestamp('End of the time range.'),
    resolution: Type.Enum([...RESOLUTIONS]),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Start of the point.'),
        bytes: Type.Integer({ description: 'All events, at the end of the point.' }),
        maxBytes: Nullable(Type.Integer({ description: 'The limits of all partitions together.' })),
        messages: Type.Integer(),
        fullestShare: Nullable(
          Type.Number({
            description: 'The highest used share of the fullest partition, 0 to 1: it refuses first.',
          }),
        ),
        oldestAt: Nullable(Timestamp('When the oldest event kept at that time had been stored.')),
        leftMs: Nullable(
          Type.Integer({
            description:
              'The shortest time until the first unprocessed event of a projection would expire; without one, the retention. Null if that was unknown.',
          }),
        ),
      }),
      { description: 'Oldest first; the newest ones if there are too many.' },
    ),
  },
  { $id: 'LogHistory' },
);
export type LogHistory = Type.Static<typeof LogHistory>;
