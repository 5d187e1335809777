import { isUuid, readCommandId } from '../../../contracts/command-id.ts';
import { isCorrelationId } from '../../../contracts/correlation-id.ts';
import { MAX_PASTED_CORRELATIONS, MAX_PASTED_IDS } from '../../limits.ts';
import { addressesAt } from './list-addresses.ts';
import { oneOf, setOf, text, type ViewOf } from './params.ts';
import { TRACE_STATES } from './traces.ts';

/** What the list of commands shows. */
const params = {
  /** The ids that were found in what somebody pasted. */
  ids: setOf((word) => (readCommandId(word) ? word.toLowerCase() : null), MAX_PASTED_IDS),
  /** Correlation ids that were found in it. */
  correlations: setOf((word) => (isCorrelationId(word) ? word : null), MAX_PASTED_CORRELATIONS),
  channel: text(64),
  author: text(256),
  state: oneOf(TRACE_STATES, null),
};

export type CommandsView = ViewOf<typeof params>;

/** The search fields of commands besides their ids: of the fields that declarations name, those that the ledger keeps. */
export type CommandFilters = Pick<CommandsView, 'channel' | 'author' | 'state'>;

export const NO_FILTERS: CommandFilters = { channel: '', author: '', state: null };

export const isFiltered = ({ channel, author, state }: CommandFilters): boolean =>
  channel !== '' || author !== '' || state !== null;

export const commandAddresses = addressesAt('/commands', params, isUuid);
