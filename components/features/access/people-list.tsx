'use client';

import { useState } from 'react';
import type { Person } from '../../../contracts/access/person.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { personStatus } from '../../ui/status/person-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { DisableDialog, EndSessionsDialog, RoleDialog } from './person-dialogs.tsx';

const dialogs = { role: RoleDialog, disable: DisableDialog, sessions: EndSessionsDialog } as const;

/** People, one below the other, each with what can be done about them. `now`: ISO 8601. */
export function PeopleList({ people, now }: { people: readonly Person[]; now: string }) {
  const [asked, setAsked] = useState<{ what: keyof typeof dialogs; person: Person } | null>(null);
  const Dialog = asked && dialogs[asked.what];
  return (
    <>
      <ul className="flex flex-col">
        {people.map((person) => (
          <li
            key={person.personId}
            className="flex flex-wrap items-start gap-x-6 gap-y-2 border-line border-b py-3"
          >
            <div className="flex min-w-0 grow flex-col gap-1">
              <h3 className="flex flex-wrap items-baseline gap-3 font-semibold">
                <Inert text={person.name} />
                <StatusWord status={personStatus(person)} />
              </h3>
              <PersonFacts person={person} now={now} />
            </div>
            <div className="flex flex-wrap gap-2">
              <Ask
                word="Role"
                name={`Change the role of ${person.email}`}
                ask={() => setAsked({ what: 'role', person })}
              />
              {person.sessions > 0 && (
                <Ask
                  word="End sessions"
                  name={`End the sessions of ${person.email}`}
                  ask={() => setAsked({ what: 'sessions', person })}
                />
              )}
              <Ask
                word={person.isDisabled ? 'Enable' : 'Disable'}
                name={`${person.isDisabled ? 'Enable' : 'Disable'} ${person.email}`}
                ask={() => setAsked({ what: 'disable', person })}
              />
            </div>
          </li>
        ))}
      </ul>
      {Dialog && <Dialog person={asked.person} close={() => setAsked(null)} />}
    </>
  );
}

function Ask({ word, name, ask }: { word: string; name: string; ask(): void }) {
  return (
    <button type="button" className="button" aria-label={name} onClick={ask}>
      {word}
    </button>
  );
}

function PersonFacts({
  person: { email, role, createdAt, sessions, lastSeenAt },
  now,
}: {
  person: Person;
  now: string;
}) {
  return (
    <p className="text-ink-2 text-small">
      <Inert text={email} /> · {role} · since <Instant iso={createdAt} now={now} /> ·{' '}
      {lastSeenAt === null ? (
        'not signed in'
      ) : (
        <>
          {countOf(sessions, 'session')}, last used <Instant iso={lastSeenAt} now={now} />
        </>
      )}
    </p>
  );
}
