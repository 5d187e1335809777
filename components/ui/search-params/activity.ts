import { moment, oneOf, readView, type Search, text, type ViewOf, writeView } from './params.ts';

export const ACTIVITY_KINDS = ['actions', 'pipeline', 'all'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

const WITHIN = ['1h', '24h', '7d', '30d', 'all'] as const;
export type Within = (typeof WITHIN)[number];

/** What the timeline shows. An empty text is no filter. */
const params = {
  kind: oneOf(ACTIVITY_KINDS, 'actions'),
  within: oneOf(WITHIN, '24h'),
  /** Times from a link; they override `within`. */
  from: moment,
  to: moment,
  actor: text(),
  action: text(),
  target: text(),
  targetId: text(),
  change: text(),
  projection: text(),
  process: text(),
  stream: text(),
  consumer: text(),
};

export type ActivityView = ViewOf<typeof params>;

export const readActivityView = (search: Search): ActivityView => readView(params, search);

export const activityHref = (view: Partial<ActivityView> = {}): string =>
  `/activity${writeView(params, view)}`;

/** The address of Activity between two times, Unix ms; until now without an end. */
export const activityBetween = (from: number, to: number | null): string =>
  activityHref({
    kind: 'all',
    from: new Date(from).toISOString(),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
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
  ...readActivityView({}),
  kind,
  within,
});
