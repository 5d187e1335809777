'use client';

import { SelectFilter, TextFilter } from '../../../ui/filters/fields.tsx';
import { FilterBar } from '../../../ui/filters/filter-bar.tsx';
import { type CommandFilters, NO_FILTERS } from '../../../ui/search-params/commands.ts';
import { TRACE_STATES } from '../../../ui/search-params/traces.ts';
import { commandStatus } from '../../../ui/status/command-status.ts';

const states = TRACE_STATES.map((value) => ({ value, word: commandStatus[value].word }));

/** The search fields of commands, besides their ids. */
export function CommandFilterBar({
  view: { channel, author, state },
  change,
}: {
  view: CommandFilters;
  change(part: Partial<CommandFilters>): void;
}) {
  const active = [channel, author, state].filter(Boolean).length;
  return (
    <FilterBar active={active} clear={() => change(NO_FILTERS)}>
      <TextFilter label="Channel" value={channel} change={(value) => change({ channel: value })} />
      <TextFilter label="Author" value={author} change={(value) => change({ author: value })} />
      <SelectFilter
        label="State"
        value={state ?? ''}
        change={(value) => change({ state: (value || null) as CommandFilters['state'] })}
        options={states}
      />
    </FilterBar>
  );
}
