import type { OperationsInput } from '../../../contracts/routes/operations-request.ts';
import { RANGES, type RangeName } from '../../ui/chart/time-range.ts';
import type { ActivityView } from '../../ui/search-params/activity.ts';

/** The start of a view's time range at this moment; null if it has no start. */
export function beginningOf(
  { from, within }: Pick<ActivityView, 'from' | 'within'>,
  now: number,
): string | null {
  if (from !== '') return from;
  return within === 'all' ? null : new Date(now - RANGES[within satisfies RangeName]).toISOString();
}

type ActionQuery = NonNullable<OperationsInput<'GET /ops/v1/actions/export'>['query']>;
type ChangeQuery = NonNullable<OperationsInput<'GET /ops/v1/changes'>['query']>;

const listOf = (text: string): string[] | undefined => (text === '' ? undefined : text.split(','));

const ofConsumer = ({ stream, consumer }: ActivityView): boolean => stream !== '' && consumer !== '';

/** The audit log's filters, as the API takes them. An address may name any kind or target: the API refuses what it does not know. */
export const actionFilters = (view: ActivityView, beginning: string | null): ActionQuery => ({
  actor: view.actor || undefined,
  kind: listOf(view.action),
  target: ofConsumer(view) ? 'consumer' : ((view.target || undefined) as ActionQuery['target']),
  targetId: ofConsumer(view) ? `${view.stream}.${view.consumer}` : view.targetId || undefined,
  from: beginning ?? undefined,
  to: view.to || undefined,
});

/** The pipeline's filters, as the API takes them. */
export const changeFilters = (view: ActivityView, beginning: string | null): ChangeQuery => ({
  kind: listOf(view.change) as ChangeQuery['kind'],
  projection: view.projection || undefined,
  process: view.process || undefined,
  stream: view.stream || undefined,
  consumer: view.consumer || undefined,
  from: beginning ?? undefined,
  to: view.to || undefined,
});
