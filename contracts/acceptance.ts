import { IndexCurrency } from './dead-letters.ts';
import { Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** How many commands were accepted, and how long that took, over time: the operations API's view. */

const bound = 'Milliseconds; at most a tenth too high, never too low.';

/** `GET /ops/v1/acceptance`. A time without any accepted command has no point. */
export const Acceptance = Type.Object(
  {
    from: Timestamp('Start of the time range.'),
    until: Timestamp('End of the time range.'),
    stepMs: Type.Integer({ description: 'Length of one point: whole minutes.' }),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Start of the point.'),
        count: Type.Integer({ description: 'Accepted commands.' }),
        p50Ms: Type.Integer({ description: `Half of them took this long or less. ${bound}` }),
        p95Ms: Type.Integer({ description: bound }),
        p99Ms: Type.Integer({ description: bound }),
        mostMs: Type.Integer({ description: bound }),
      }),
      { description: 'Oldest first, 300 at most. The last one may cover a minute that is still running.' },
    ),
    index: IndexCurrency,
  },
  { $id: 'Acceptance' },
);
export type Acceptance = Type.Static<typeof Acceptance>;
