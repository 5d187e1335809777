'use client';

import type { ReactNode } from 'react';
import type { Action } from '../../../../contracts/dead-letters.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { CommandLink } from './command-link.tsx';

/** The content of an action besides its reason: the note, the owner, the ticket. */
function saidBy({ kind, details }: Action): string | null {
  const { text, assignee, ticket, outcome, why } = details;
  if (typeof text === 'string') return text;
  if (/assigned$/.test(kind)) return assignee === null ? 'owner removed' : `to ${String(assignee)}`;
  if (/ticket-linked$/.test(kind)) return ticket === null ? 'no ticket' : String(ticket);
  if (typeof outcome === 'string') return outcome;
  return typeof why === 'string' ? why : null;
}

/** Who did what and why, the newest first, as the audit log has it. */
export function ActionTrail({
  actions,
  now,
  replayed,
  none = 'No actions yet.',
}: {
  actions: readonly Action[];
  now: string;
  /** That the dead letter was replayed, if it was: replays have their own actions, which this trail doesn't list. */
  replayed?: ReactNode;
  /** The text of an empty trail. */
  none?: string;
}) {
  if (actions.length === 0) return replayed ? <p>{replayed}</p> : <p className="text-ink-2">{none}</p>;
  return (
    <>
      {replayed && <p className="mb-1">{replayed}</p>}
      <Actions actions={actions} now={now} />
    </>
  );
}

function Actions({ actions, now }: { actions: readonly Action[]; now: string }) {
  return (
    <ol>
      {actions.map((action) => {
        const said = saidBy(action);
        return (
          <li
            key={action.sequence}
            className="grid gap-x-3 border-line border-b py-1 phone:grid-cols-[8.5rem_minmax(0,1fr)] [overflow-wrap:anywhere]"
          >
            <span className="mono leading-5 text-ink-2">
              <Instant iso={action.at} now={now} />
            </span>
            <span>
              <Inert text={action.actor} /> {action.kind.replace(/^group-/, '').replaceAll('-', ' ')}
              {said !== null && (
                <>
                  : <Inert text={said} />
                </>
              )}
              {typeof action.details.byEventId === 'string' && (
                <>
                  {' '}
                  by <CommandLink id={action.details.byEventId} />
                </>
              )}
              {action.reason !== null && (
                <span className="text-ink-2">
                  {' '}
                  “<Inert text={action.reason} />”
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
