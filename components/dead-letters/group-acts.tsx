'use client';

import { useState } from 'react';
import type { DeadLetterGroup } from '../../contracts/dead-letters.ts';
import { countOf, formatCount } from '../format/count.ts';
import { CANARY_ABOVE } from '../limits.ts';
import { AskedDialog } from './asked-dialog.tsx';
import { GroupActDialog, type GroupActKind } from './group-act-dialog.tsx';
import type { AskedAct } from './targets.ts';

/** What can be asked for a group: for its open entries, and for the group itself. */
export function GroupActs({ group }: { group: DeadLetterGroup }) {
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [own, setOwn] = useState<GroupActKind | null>(null);
  const { open } = group.states;
  const ask = (kind: AskedAct['kind']) =>
    setAsked({
      kind,
      target: {
        of: 'matching',
        filter: { group: group.key, state: 'open' },
        count: open,
        what: 'open dead letters of this group',
      },
    });
  return (
    <div className="flex flex-wrap gap-2">
      {open > 0 && (
        <>
          <button type="button" className="button primary-button" onClick={() => ask('replay')}>
            {open > CANARY_ABOVE
              ? `Replay first 10 of ${formatCount(open)}, then hold`
              : `Replay ${countOf(open, 'entry', 'entries')}`}
          </button>
          <button type="button" className="button" onClick={() => ask('held')}>
            Hold {formatCount(open)}
          </button>
          <button type="button" className="button" onClick={() => ask('discarded')}>
            Discard {formatCount(open)}
          </button>
        </>
      )}
      <button type="button" className="button" onClick={() => setOwn('group-noted')}>
        Note
      </button>
      <button type="button" className="button" onClick={() => setOwn('group-assigned')}>
        Assign
      </button>
      <button type="button" className="button" onClick={() => setOwn('group-ticket-linked')}>
        Ticket
      </button>
      <AskedDialog asked={asked} close={() => setAsked(null)} />
      {own !== null && <GroupActDialog kind={own} group={group} close={() => setOwn(null)} />}
    </div>
  );
}
