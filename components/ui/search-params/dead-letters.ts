import { isDeadLetterId } from '../../../contracts/dead-letter-id.ts';
import { addressesAt } from './list-addresses.ts';
import { oneOf, opaque, text, type ViewOf } from './params.ts';

/** The filters of the API besides the state, each with its name for people. */
export const FILTER_NAMES = {
  q: 'Words',
  consumer: 'Consumer',
  type: 'Event type',
  class: 'Class',
  code: 'Code',
  aggregate: 'Channel',
  actor: 'Caller',
  correlationId: 'Correlation',
  eventId: 'Command',
  assignee: 'Assigned to',
  ticket: 'Ticket',
  from: 'From',
  to: 'Until',
} as const;
type FilterName = keyof typeof FILTER_NAMES;

export const STATES_SHOWN = ['open', 'on-hold', 'replaying', 'resolved', 'discarded', 'any'] as const;

const texts = Object.fromEntries(Object.keys(FILTER_NAMES).map((name) => [name, text()])) as Record<
  FilterName,
  ReturnType<typeof text>
>;

/** What the pages of dead letters show. */
const params = {
  show: oneOf(['groups', 'list'], 'groups'),
  by: oneOf(['fingerprint', 'type', 'consumer'], 'fingerprint'),
  state: oneOf(STATES_SHOWN, 'open'),
  ...texts,
  sort: oneOf(['newest', 'oldest'], 'newest'),
  order: oneOf(['growing', 'count', 'last'], 'growing'),
  cursor: opaque,
  /** Whether all that match are selected, not only the ticked ones. */
  all: oneOf(['1'], null),
};

export type DeadLettersView = ViewOf<typeof params>;

/** The filters that are set, for people. The state counts unless it is the default. */
export function filtersSet(view: DeadLettersView): { name: string; value: string }[] {
  const set = (Object.keys(FILTER_NAMES) as FilterName[])
    .filter((name) => view[name] !== '')
    .map((name) => ({ name: FILTER_NAMES[name] as string, value: view[name] }));
  return view.state === 'open' ? set : [{ name: 'State', value: view.state }, ...set];
}

/** The same view with no filter. */
export const withoutFilters = ({ show, by, order, sort }: DeadLettersView): DeadLettersView => ({
  ...deadLetterAddresses.readView({}),
  show,
  by,
  order,
  sort,
});

/** `/dead-letters`, whose items are at `/dead-letters/{id}`. */
export const deadLetterAddresses = addressesAt('/dead-letters', params, isDeadLetterId);

/** A group's page holds a list of the same items. */
export const groupAddresses = (fingerprint: string) =>
  addressesAt(`/dead-letters/groups/${fingerprint}`, params, isDeadLetterId, '/dead-letters');

/** The list or group from which a dead letter was opened. */
export function backFromDeadLetter(from: unknown): string {
  const group = /^\/dead-letters\/groups\/([0-9a-f]{16})(\?|$)/.exec(String(from))?.[1];
  return (group === undefined ? deadLetterAddresses : groupAddresses(group)).backFrom(from);
}
