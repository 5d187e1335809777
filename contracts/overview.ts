import { AlertList } from './alerts.ts';
import { ConsumerList } from './consumers.ts';
import { LiveCounters, LiveDeadLetters } from './live.ts';
import { Reconciliation } from './reconciliation.ts';
import { Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/**
 * `GET /ops/v1/overview`: everything the console's Overview shows, of one moment. Lags, ages, statuses and the sentences of
 * alerts come from the same reading of the consumers (`consumers.watch.snapshotAt`). The reconciliation has the time of its own
 * count.
 */
export const Overview = Type.Object(
  {
    at: Timestamp('When the answer was made.'),
    consumers: ConsumerList,
    counters: LiveCounters,
    deadLetters: LiveDeadLetters,
    alerts: AlertList,
    reconciliation: Reconciliation,
  },
  { $id: 'Overview' },
);
export type Overview = Type.Static<typeof Overview>;
