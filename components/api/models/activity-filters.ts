import { RANGES, type RangeName } from '../../ui/chart/time-range.ts';
import type { ActivityView } from '../../ui/search-params/activity.ts';

/** Where a view begins, at a moment; null where it has no beginning. */
export function beginningOf(
  { from, within }: Pick<ActivityView, 'from' | 'within'>,
  now: number,
): string | null {
  if (from !== '') return from;
  return within === 'all' ? null : new Date(now - RANGES[within satisfies RangeName]).toISOString();
}

type Filters = Record<string, string>;

const given = (filters: Record<string, string | null>): Filters =>
  Object.fromEntries(Object.entries(filters).filter((each): each is [string, string] => !!each[1]));

const ofConsumer = ({ stream, consumer }: ActivityView): boolean => stream !== '' && consumer !== '';

/** The audit trail's filters, as the API takes them. */
export const actionFilters = (view: ActivityView, beginning: string | null): Filters =>
  given({
    actor: view.actor,
    kind: view.action,
    target: ofConsumer(view) ? 'consumer' : view.target,
    targetId: ofConsumer(view) ? `${view.stream}.${view.consumer}` : view.targetId,
    from: beginning,
    to: view.to,
  });

/** The pipeline's filters, as the API takes them. */
export const changeFilters = (view: ActivityView, beginning: string | null): Filters =>
  given({
    kind: view.change,
    projection: view.projection,
    process: view.process,
    stream: view.stream,
    consumer: view.consumer,
    from: beginning,
    to: view.to,
  });
