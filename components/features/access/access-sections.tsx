'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { apiKeyList } from '../../api/api-keys.ts';
import { Banner } from '../../api/failures/banner.tsx';
import { NotRead } from '../../api/failures/not-read.tsx';
import { useReportLiveness } from '../../api/live/liveness.tsx';
import { livenessOf } from '../../api/liveness-of.ts';
import { personList } from '../../api/people.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { LIST_POLL_MS } from '../../limits.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { KeyList } from './key-list.tsx';
import { PeopleList } from './people-list.tsx';

/** People who sign in to the console. */
export function People() {
  const query = useQuery(personList(readFromBrowser));
  const [inviting, setInviting] = useState(false);
  const { data, error } = query;
  return (
    <AccessSection title="People" button="Invite a person" ask={() => setInviting(true)}>
      <Banner error={error} since={data?.readAt ?? null} />
      {data === undefined ? (
        <NotRead query={query} failure="The people cannot be read" lines={3} />
      ) : data.people.length === 0 ? (
        <p className="text-ink-2">Nobody has an account yet.</p>
      ) : (
        <>
          <PeopleList people={data.people} now={data.readAt} />
          <p className="text-small">
            <PageLink href="/activity?target=person">Sign-ins, refusals and changes</PageLink>
          </p>
        </>
      )}
      {inviting && <InviteDialog close={() => setInviting(false)} />}
    </AccessSection>
  );
}

/** API keys of programs. */
export function ApiKeys() {
  const query = useQuery(apiKeyList(readFromBrowser));
  useReportLiveness(livenessOf(query, LIST_POLL_MS, false));
  const [creating, setCreating] = useState(false);
  const { data, error } = query;
  return (
    <AccessSection title="API keys" button="Create an API key" ask={() => setCreating(true)}>
      <Banner error={error} since={data?.readAt ?? null} />
      {data === undefined ? (
        <NotRead query={query} failure="The API keys cannot be read" lines={3} />
      ) : data.keys.length === 0 ? (
        <p className="max-w-[72ch] text-ink-2">
          No API keys yet. Programs send commands and read with one: it has a name, scopes, and the channels
          within its reach, and can be rotated and revoked while Waybill runs. Keys in the settings
          (WAYBILL_API_KEYS, WAYBILL_OPERATOR_KEYS), and those that the first start made, are not listed here.
        </p>
      ) : (
        <KeyList keys={data.keys} now={data.readAt} />
      )}
      {creating && <CreateKeyDialog close={() => setCreating(false)} />}
    </AccessSection>
  );
}

function AccessSection({
  title,
  button,
  ask,
  children,
}: {
  title: string;
  button: string;
  ask(): void;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="section-title">{title}</h2>
        <button type="button" className="button" onClick={ask}>
          {button}
        </button>
      </div>
      {children}
    </section>
  );
}
