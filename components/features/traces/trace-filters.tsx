'use client';

import { SelectFilter, TextFilter } from '../../ui/filters/fields.tsx';
import { FilterBar } from '../../ui/filters/filter-bar.tsx';
import { TimeFilter } from '../../ui/filters/time-filter.tsx';
import { filtersOf, TRACE_STATES, type TracesView } from '../../ui/search-params/traces.ts';
import { commandStatus } from '../../ui/status/command-status.ts';

const states = TRACE_STATES.map((value) => ({
  value,
  word: commandStatus[value].word,
}));
const ranges = [
  { value: '15m', word: 'last 15 min' },
  { value: '1h', word: 'last hour' },
  { value: '6h', word: 'last 6 h' },
  { value: '24h', word: 'last 24 h' },
  { value: 'between', word: 'between …' },
];
const sorts = [
  { value: 'newest', word: 'newest first' },
  { value: 'oldest', word: 'oldest first' },
  { value: 'slowest', word: 'slowest first' },
];

/** The filters of the ledger's index, besides an id. */
export function TraceFilters({
  view,
  change,
  clear,
}: {
  view: TracesView;
  change(part: Partial<TracesView>): void;
  clear(): void;
}) {
  const between = view.since !== '' || view.until !== '';
  const setRange = (value: string) => {
    if (value === 'between')
      change({ range: null, since: new Date(Date.now() - 3_600_000).toISOString(), until: '' });
    else change({ range: (value || null) as TracesView['range'], since: '', until: '' });
  };
  const active = filtersOf(view).filter(({ name }) => name !== 'Id').length + (view.sort ? 1 : 0);
  return (
    <FilterBar active={active} clear={clear}>
      <TextFilter
        label="Channel"
        value={view.channel}
        change={(channel) => change({ channel })}
        width="w-32"
      />
      <TextFilter label="Author" value={view.author} change={(author) => change({ author })} width="w-28" />
      <TextFilter
        label="Event type"
        value={view.type}
        change={(type) => change({ type })}
        placeholder="chat.message-sent.v1"
        width="w-44"
      />
      <SelectFilter
        label="State"
        value={view.state ?? ''}
        change={(state) => change({ state: (state || null) as TracesView['state'] })}
        options={states}
      />
      <SelectFilter
        label="Attempts"
        value={view.failed ?? ''}
        change={(failed) => change({ failed: (failed || null) as TracesView['failed'] })}
        options={[{ value: 'true', word: 'one failed' }]}
      />
      <SelectFilter
        label="Stored"
        value={between ? 'between' : (view.range ?? '')}
        change={setRange}
        options={ranges}
        any="at any time"
      />
      {between && (
        <>
          <TimeFilter label="At or after" value={view.since} change={(since) => change({ since })} />
          <TimeFilter label="Before" value={view.until} change={(until) => change({ until })} />
        </>
      )}
      <SelectFilter
        label="Order"
        value={view.sort ?? ''}
        change={(sort) => change({ sort: (sort || null) as TracesView['sort'] })}
        options={sorts}
        any="default"
      />
    </FilterBar>
  );
}
