import { RANGES, type RangeName } from '../chart/time-range.ts';

export const ACTIVITY_KINDS = ['actions', 'pipeline', 'all'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const WITHIN = ['1h', '24h', '7d', '30d', 'all'] as const;
export type Within = (typeof WITHIN)[number];

/** What the time line shows, as its URL says it. An empty text is no filter. */
export interface ActivityView {
  kind: ActivityKind;
  within: Within;
  /** Times that somebody linked to; they win over `within`. */
  from: string;
  to: string;
  actor: string;
  action: string;
  target: string;
  targetId: string;
  change: string;
  projection: string;
  process: string;
  stream: string;
  consumer: string;
}

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

const names: [keyof ActivityView, string][] = [
  ['actor', 'Who'],
  ['action', 'Action'],
  ['target', 'On'],
  ['targetId', 'On which'],
  ['change', 'Change'],
  ['projection', 'Projection'],
  ['process', 'Process'],
  ['stream', 'Stream'],
  ['consumer', 'Consumer'],
  ['from', 'From'],
  ['to', 'Until'],
];

/** The filters that are set, by the names they have on screen. */
export const activeFilters = (view: ActivityView): { name: string; value: string }[] =>
  names.flatMap(([key, name]) => (view[key] === '' ? [] : [{ name, value: view[key] }]));

export const withoutFilters = ({ kind, within }: ActivityView): ActivityView => ({
  kind,
  within,
  from: '',
  to: '',
  actor: '',
  action: '',
  target: '',
  targetId: '',
  change: '',
  projection: '',
  process: '',
  stream: '',
  consumer: '',
});
