import Type from 'typebox';
import { Status } from './consumers.ts';
import { RESOLUTIONS } from './ports/lag-history.ts';
import { Nullable, Timestamp } from './schemas.ts';

/** `GET /ops/v1/consumers/trends`: the last hour of all of them by the minute, for a list. */
export const ConsumerTrends = Type.Object(
  {
    from: Timestamp('Where the first minute begins.'),
    stepMs: Type.Integer(),
    consumers: Type.Array(
      Type.Object({
        stream: Type.String(),
        consumer: Type.String(),
        lags: Type.Array(Nullable(Type.Integer()), {
          description: 'The most lag of each minute, the oldest first; null where it was not sampled.',
        }),
      }),
    ),
    truncated: Type.Boolean({ description: 'Whether there are more than 1,000.' }),
  },
  { $id: 'ConsumerTrends' },
);

export type ConsumerTrends = Type.Static<typeof ConsumerTrends>;

/** `GET /ops/v1/consumers/{stream}/{consumer}/history`. Where nothing was sampled there is no point. */
export const ConsumerHistory = Type.Object(
  {
    from: Timestamp('Where it begins.'),
    until: Timestamp('Where it ends.'),
    resolution: Type.Enum([...RESOLUTIONS]),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Where the time begins that it tells of.'),
        lagMin: Type.Integer(),
        lagMax: Type.Integer(),
        lagLast: Type.Integer(),
        ageMinMs: Nullable(Type.Integer()),
        ageMaxMs: Nullable(Type.Integer()),
        ageLastMs: Nullable(Type.Integer()),
        status: Status,
      }),
      { description: 'The oldest first; the newest of them where there are too many.' },
    ),
  },
  { $id: 'ConsumerHistory' },
);

export type ConsumerHistory = Type.Static<typeof ConsumerHistory>;
