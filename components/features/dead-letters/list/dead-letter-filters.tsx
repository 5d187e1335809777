'use client';

import type { Grouping } from '../../../../contracts/dead-letter-groups.ts';
import { SelectFilter, TextFilter } from '../../../ui/filters/fields.tsx';
import { FilterBar } from '../../../ui/filters/filter-bar.tsx';
import { channelName } from '../../../ui/format/channel-name.ts';
import { SEARCH_BOX_ID } from '../../../ui/keys/use-shortcuts.ts';
import {
  type DeadLettersView,
  filtersSet,
  STATES_SHOWN,
  withoutFilters,
} from '../../../ui/search-params/dead-letters.ts';

const stateWords: Record<DeadLettersView['state'], string> = {
  open: 'open',
  'on-hold': 'on hold',
  replaying: 'replaying',
  resolved: 'resolved',
  discarded: 'discarded',
  any: 'any',
};
const groupings: { value: Grouping; word: string }[] = [
  { value: 'fingerprint', word: 'cause' },
  { value: 'type', word: 'event type' },
  { value: 'consumer', word: 'consumer' },
];

/** The filters of dead letters: of the groups, the list, and a group's dead letters. */
export function DeadLetterFilters({
  view,
  setView,
  ofGroup = false,
}: {
  view: DeadLettersView;
  setView(view: DeadLettersView): void;
  /** On a group's page, cause and consumer are fixed. */
  ofGroup?: boolean;
}) {
  const set = (change: Partial<DeadLettersView>) => setView({ ...view, ...change, cursor: null, all: null });
  return (
    <FilterBar
      active={filtersSet(view).length}
      clear={() => setView(withoutFilters(view))}
      first={
        <TextFilter
          label="Search errors and payloads"
          value={view.q}
          change={(q) => set({ q })}
          boxId={SEARCH_BOX_ID}
          width="phone:w-44"
        />
      }
    >
      <SelectFilter
        label="State"
        any={null}
        value={view.state}
        change={(state) => set({ state: state as DeadLettersView['state'] })}
        options={STATES_SHOWN.map((value) => ({ value, word: stateWords[value] }))}
      />
      {!ofGroup && view.show === 'groups' && (
        <SelectFilter
          label="Group by"
          any={null}
          value={view.by}
          change={(by) => set({ by: by as Grouping })}
          options={groupings}
        />
      )}
      {!ofGroup && (
        <>
          <TextFilter
            label="Consumer"
            value={view.consumer}
            change={(consumer) => set({ consumer })}
            width="w-28"
          />
          <TextFilter label="Code" value={view.code} change={(code) => set({ code })} width="w-32" />
        </>
      )}
      <TextFilter
        label="Channel"
        value={channelName(view.aggregate)}
        change={(name) => set({ aggregate: name === '' || name.includes('/') ? name : `channel/${name}` })}
        width="w-28"
      />
      <TextFilter label="Caller" value={view.actor} change={(actor) => set({ actor })} width="w-28" />
      <TextFilter
        label="Assigned to"
        value={view.assignee}
        change={(assignee) => set({ assignee })}
        width="w-28"
      />
    </FilterBar>
  );
}
