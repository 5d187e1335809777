'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import { operationsRequest } from '../../../../contracts/routes/operations-request.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { deadLetterList } from '../../../api/dead-letters.ts';
import { ListBody } from '../../../api/failures/list-body.tsx';
import { filterOf } from '../../../api/models/dead-letter-filter.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { usePermission } from '../../../api/use-permission.ts';
import { heldKeys } from '../../../ui/dialog/held-keys.ts';
import type { ListUrl } from '../../../ui/drawer/use-list-url.ts';
import { RebuildingNote } from '../../../ui/notices/rebuilding.tsx';
import type { DeadLettersView } from '../../../ui/search-params/dead-letters.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { useHeldRows } from '../../../ui/table/use-held-rows.ts';
import type { BulkOutcome } from '../actions/act-on-target.ts';
import { ChosenActionDialog } from '../actions/chosen-action-dialog.tsx';
import { type ChosenAction, openOf, type Target } from '../actions/targets.ts';
import { DeadLetterTable, idOfDeadLetter } from './dead-letter-table.tsx';
import { NoneListed } from './none-listed.tsx';
import { type Decision, isDecision, UndoNote } from './undo-note.tsx';

// Loaded with the first selection, together with its menu.
const BulkBar = lazy(() => import('./bulk-bar.tsx').then((file) => ({ default: file.BulkBar })));

const none: DeadLetterSummary[] = [];
const nobody: ReadonlySet<string> = new Set();
const actionKeys: Record<string, ChosenAction['kind']> = {
  r: 'replay',
  d: 'discarded',
  n: 'noted',
  a: 'assigned',
};

/** A page of dead letters by the filters of the URL, with their actions; of one group, or of all. */
export function ListedDeadLetters({
  url,
  group,
  hrefOf,
}: {
  url: ListUrl<DeadLettersView>;
  group?: string;
  hrefOf(id: string): string;
}) {
  const { view, setView, openId, open } = url;
  const filter = filterOf(view, group);
  const query = useQuery({
    ...deadLetterList(readFromBrowser, filter, { sort: view.sort, cursor: view.cursor }),
    // The rows of another page or filter replace the present ones once they are read.
    placeholderData: (before) => before,
  });
  const { data, error } = query;
  const mayManage = usePermission('dead-letters:manage');
  const [ticked, setTicked] = useState(nobody);
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const all = view.all !== null;
  const held = useHeldRows(
    data?.deadLetters ?? none,
    idOfDeadLetter,
    list,
    openId !== null || ticked.size > 0 || chosen !== null,
    JSON.stringify([filter, view.sort, view.cursor, query.isPlaceholderData]),
  );
  const rows = held.rows;
  const selected = rows.filter(({ id }) => ticked.has(id));
  const total = data?.total ?? 0;
  const clear = () => {
    setTicked(nobody);
    if (all) setView({ ...view, all: null });
  };
  const select = (next: ReadonlySet<string>) => {
    setTicked(next);
    if (all) setView({ ...view, all: null });
  };
  const selection: Target = all
    ? { of: 'matching', filter, count: total, what: 'dead letters', failures: openOf(rows) }
    : { of: 'ticked', deadLetters: selected };
  const choose = (kind: ChosenAction['kind']) => setChosen({ kind, target: selection });
  const done = (outcome?: BulkOutcome) => {
    clear();
    const kind = chosen?.kind;
    if (outcome && kind && isDecision(kind) && outcome.done.length > 0)
      setDecision({ kind, ids: outcome.done, at: performance.now() });
  };
  const onKey = (key: string, row: DeadLetterSummary): boolean => {
    const kind = actionKeys[key];
    if (kind === undefined || !mayManage) return false;
    // The chosen dialog is about to open: keys typed meanwhile are meant for it.
    if (chosen !== null) return true;
    heldKeys.coming(performance.now());
    const target: Target = all || selected.length > 0 ? selection : { of: 'one', deadLetter: row };
    setChosen({ kind, target });
    return true;
  };

  return (
    <ListSection
      title={
        data ? `${countOf(total, 'dead letter')}${data.index.caughtUp ? '' : ' so far'}` : 'Dead letters'
      }
      ref={list}
      aside={
        <ListState
          staleSince={data && error ? data.index.readAt : null}
          waiting={held.waiting}
          show={held.show}
        />
      }
    >
      {(all || selected.length > 0) && (
        <Suspense fallback={<div className="mb-2 h-12 max-phone:hidden" />}>
          <BulkBar
            count={selected.length}
            channels={all ? null : new Set(selected.map(({ subject }) => subject)).size}
            total={total}
            all={all}
            selectAll={() => setView({ ...view, all: '1' })}
            clear={clear}
            choose={choose}
            failures={all ? openOf(rows) : openOf(selected)}
          />
        </Suspense>
      )}
      {decision && group === undefined && (
        <UndoNote key={decision.at} decision={decision} dismiss={() => setDecision(null)} />
      )}
      <ListBody query={query} failure="The dead letters cannot be read">
        {(data) =>
          rows.length > 0 ? (
            <>
              <RebuildingNote index={data.index} />
              <DeadLetterTable
                label={`Dead letters, ${view.sort} first`}
                rows={rows}
                now={data.index.readAt}
                ofGroup={group !== undefined}
                stale={error !== null}
                left={held.left}
                openId={openId}
                open={(id) => open(id)}
                hrefOf={hrefOf}
                sort={view.sort}
                onSort={() =>
                  setView({ ...view, sort: view.sort === 'newest' ? 'oldest' : 'newest', cursor: null })
                }
                {...(mayManage
                  ? { selected: all ? new Set(rows.map(idOfDeadLetter)) : ticked, onSelect: select }
                  : {})}
                onKey={onKey}
              />
              <div className="mt-3 flex flex-wrap items-center gap-4 text-ink-2">
                {view.cursor !== null && (
                  <button
                    type="button"
                    className="link min-h-7"
                    onClick={() => setView({ ...view, cursor: null }, true)}
                  >
                    First page
                  </button>
                )}
                {data.next !== null && (
                  <button
                    type="button"
                    className="link min-h-7"
                    onClick={() => {
                      setTicked(nobody);
                      setView({ ...view, cursor: data.next }, true);
                      window.scrollTo({ top: 0 });
                    }}
                  >
                    Next {formatCount(rows.length)}
                  </button>
                )}
                <a
                  href={operationsRequest('GET /ops/v1/dead-letters/export', { query: filter }).path}
                  download
                  className="ml-auto inline-flex min-h-7 items-center gap-2"
                >
                  <Download size={16} strokeWidth={1.5} aria-hidden="true" />
                  Export {formatCount(total)} as NDJSON
                </a>
              </div>
            </>
          ) : (
            <NoneListed view={view} setView={setView} ofGroup={group !== undefined} index={data.index} />
          )
        }
      </ListBody>
      <ChosenActionDialog chosen={chosen} close={() => setChosen(null)} done={done} />
    </ListSection>
  );
}
