import type { Acceptance } from '../../../contracts/acceptance.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import { type CurrentIndex, readMarked } from '../indexing/complete-reading.ts';

const MINUTE_MS = 60_000;
const DEFAULT_MS = 60 * MINUTE_MS;
/** As many points as a chart shows. */
const MAX_POINTS = 300;
/** Longer than the ledger keeps records. */
const MAX_MS = 366 * 24 * 60 * MINUTE_MS;

export interface AcceptanceService {
  ledger: Pick<LedgerIndex, 'acceptTimes'>;
  indexer: CurrentIndex;
}

/** Times in Unix ms. Throws ProblemError, StoreFailure. */
export async function showAcceptance(
  { ledger, indexer }: AcceptanceService,
  { until = Date.now(), from = until - DEFAULT_MS }: { from?: number; until?: number },
): Promise<Acceptance> {
  if (from >= until)
    throw invalidRequest({ in: 'query', pointer: '/from', detail: 'must be before `until`' });
  if (until - from > MAX_MS)
    throw invalidRequest({ in: 'query', pointer: '/from', detail: 'must be at most a year before `until`' });
  // One more step than fits, because the first and the last one are seldom complete.
  const stepMs = Math.max(1, Math.ceil((until - from) / MINUTE_MS / (MAX_POINTS - 1))) * MINUTE_MS;
  const { result: points, index } = await readMarked(indexer, () => ledger.acceptTimes(from, until, stepMs));
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    stepMs,
    points: points.map((point) => ({ ...point, at: new Date(point.at).toISOString() })),
    index,
  };
}
