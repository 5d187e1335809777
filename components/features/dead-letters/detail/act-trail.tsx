'use client';

import type { ReactNode } from 'react';
import type { Act } from '../../../../contracts/dead-letters.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { CommandLink } from './command-link.tsx';

/** What an act said besides its reason: the note, the name, the ticket. */
function saidBy({ kind, details }: Act): string | null {
  const { text, assignee, ticket, outcome, why } = details;
  if (typeof text === 'string') return text;
  if (/assigned$/.test(kind)) return assignee === null ? 'to nobody' : `to ${String(assignee)}`;
  if (/ticket-linked$/.test(kind)) return ticket === null ? 'no ticket' : String(ticket);
  if (typeof outcome === 'string') return outcome;
  return typeof why === 'string' ? why : null;
}

/** Who did what and why, the newest first, as the audit trail has it. */
export function ActTrail({
  acts,
  now,
  replayed,
}: {
  acts: readonly Act[];
  now: string;
  /** That it was replayed, where it was: an act on the replay, and so no line of this trail. */
  replayed?: ReactNode;
}) {
  if (acts.length === 0)
    return replayed ? <p>{replayed}</p> : <p className="text-ink-2">Nobody has done anything here yet.</p>;
  return (
    <>
      {replayed && <p className="mb-1">{replayed}</p>}
      <Acts acts={acts} now={now} />
    </>
  );
}

function Acts({ acts, now }: { acts: readonly Act[]; now: string }) {
  return (
    <ol>
      {acts.map((act) => {
        const said = saidBy(act);
        return (
          <li
            key={act.sequence}
            className="grid gap-x-3 border-line border-b py-1 phone:grid-cols-[8.5rem_minmax(0,1fr)] [overflow-wrap:anywhere]"
          >
            <span className="mono leading-5 text-ink-2">
              <Instant iso={act.at} now={now} />
            </span>
            <span>
              <Inert text={act.actor} /> {act.kind.replace(/^group-/, '').replaceAll('-', ' ')}
              {said !== null && (
                <>
                  : <Inert text={said} />
                </>
              )}
              {typeof act.details.byEventId === 'string' && (
                <>
                  {' '}
                  by <CommandLink id={act.details.byEventId} />
                </>
              )}
              {act.reason !== null && (
                <span className="text-ink-2">
                  {' '}
                  “<Inert text={act.reason} />”
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
