import Type from 'typebox';
import { Status } from './consumers.ts';
import { RESOLUTIONS } from './ports/lag-history.ts';
import { Nullable, Timestamp } from './schemas.ts';

const historyQuery = {
  from: Type.Optional(Type.String({ maxLength: 40, description: 'A date or RFC 3339 time.' })),
  until: Type.Optional(Type.String({ maxLength: 40, description: 'Not included. Default: now.' })),
  resolution: Type.Optional(
    Type.Enum([...RESOLUTIONS], { description: 'Default: the finest that is kept for that time.' }),
  ),
};

export const ConsumerHistoryQuery = Type.Object(historyQuery, { additionalProperties: false });

export type ConsumerHistoryQuery = Type.Static<typeof ConsumerHistoryQuery>;

/** `GET /ops/v1/consumers/history`: several as one, as `ConsumerHistory`: lags added, the greatest age, the gravest status. */
export const TogetherQuery = Type.Object(
  {
    ...historyQuery,
    projection: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'Its partitions. Default: those of all.' }),
    ),
  },
  { additionalProperties: false },
);

export type TogetherQuery = Type.Static<typeof TogetherQuery>;

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
