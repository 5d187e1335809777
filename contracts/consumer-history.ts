import { Status } from './consumers.ts';
import { RESOLUTIONS } from './ports/lag-history.ts';
import { Nullable, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** `GET /ops/v1/consumers/trends`: the last hour of every consumer, minute by minute, for a list. */
export const ConsumerTrends = Type.Object(
  {
    from: Timestamp('Start of the first minute.'),
    stepMs: Type.Integer(),
    consumers: Type.Array(
      Type.Object({
        stream: Type.String(),
        consumer: Type.String(),
        lags: Type.Array(Nullable(Type.Integer()), {
          description: 'The highest lag of each minute, oldest first; null for a minute without a snapshot.',
        }),
      }),
    ),
    truncated: Type.Boolean({ description: 'Whether there are more than 1,000.' }),
  },
  { $id: 'ConsumerTrends' },
);

export type ConsumerTrends = Type.Static<typeof ConsumerTrends>;

/** `GET /ops/v1/consumers/{stream}/{consumer}/history`. A time without a snapshot has no point. */
export const ConsumerHistory = Type.Object(
  {
    from: Timestamp('Start of the time range.'),
    until: Timestamp('End of the time range.'),
    resolution: Type.Enum([...RESOLUTIONS]),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Start of the point.'),
        lagMin: Type.Integer(),
        lagMax: Type.Integer(),
        lagLast: Type.Integer(),
        ageMinMs: Nullable(Type.Integer()),
        ageMaxMs: Nullable(Type.Integer()),
        ageLastMs: Nullable(Type.Integer()),
        status: Status,
      }),
      { description: 'Oldest first; the newest ones if there are too many.' },
    ),
  },
  { $id: 'ConsumerHistory' },
);

export type ConsumerHistory = Type.Static<typeof ConsumerHistory>;
