import Type from 'typebox';
import { IndexCurrency } from './dead-letters.ts';
import { Timestamp } from './schemas.ts';

/** How many commands were accepted and how long that took, over time: the operations API's view. */

const bound = 'Milliseconds; at most a tenth too high, never too low.';

/** `GET /ops/v1/acceptance`. Of a time of which nothing was told there is no point. */
export const Acceptance = Type.Object(
  {
    from: Timestamp('Where it begins.'),
    until: Timestamp('Where it ends.'),
    stepMs: Type.Integer({ description: 'How much time a point stands for: whole minutes.' }),
    points: Type.Array(
      Type.Object({
        at: Timestamp('Where the time begins that it tells of.'),
        count: Type.Integer({ description: 'Commands that were accepted.' }),
        p50Ms: Type.Integer({ description: `Half of them took so long or less. ${bound}` }),
        p95Ms: Type.Integer({ description: bound }),
        p99Ms: Type.Integer({ description: bound }),
        mostMs: Type.Integer({ description: bound }),
      }),
      { description: 'The oldest first, 300 at most. The last one may be of a minute that is not over.' },
    ),
    index: IndexCurrency,
  },
  { $id: 'Acceptance' },
);
export type Acceptance = Type.Static<typeof Acceptance>;
