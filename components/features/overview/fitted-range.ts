import { fitRange, type RangeName } from '../../ui/chart/time-range.ts';
import { attention } from './attention.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** The range of Overview's charts where none is chosen: it fits the newest of what needs attention. `now`: ISO 8601. */
export const fittedRange = (facts: OverviewFacts, now: string): RangeName =>
  fitRange(
    attention(facts).map(({ since }) => since),
    Date.parse(now),
  );
