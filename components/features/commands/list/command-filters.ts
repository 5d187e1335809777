import type { TraceSummary } from '../../../../contracts/traces.ts';

/** By what commands are found besides their ids: of the fields their declarations name, those the ledger keeps. */
export interface CommandFilters {
  channel: string;
  author: string;
  state: TraceSummary['state'];
}

export const isFiltered = ({ channel, author, state }: CommandFilters): boolean =>
  channel !== '' || author !== '' || state !== null;
