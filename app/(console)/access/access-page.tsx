'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeyList } from '../../../components/api/api-keys.ts';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { NotRead } from '../../../components/api/failures/not-read.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { CreateKeyDialog } from '../../../components/features/access/create-key-dialog.tsx';
import { KeyList } from '../../../components/features/access/key-list.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

/** Who has access: the API keys of programs. */
export function AccessPage() {
  const query = useQuery(apiKeyList(readFromBrowser));
  useReportLiveness(livenessOf(query, LIST_POLL_MS, false));
  const [creating, setCreating] = useState(false);
  const { data, error } = query;
  const create = (
    <button type="button" className="button primary-button" onClick={() => setCreating(true)}>
      Create an API key
    </button>
  );
  return (
    <Frame title="Access">
      <Banner error={error} since={data?.readAt ?? null} />
      {data === undefined ? (
        <NotRead query={query} failure="The API keys cannot be read" lines={4} />
      ) : data.keys.length === 0 ? (
        <Notice title="No API keys yet">
          <p>
            Programs send commands and read with an API key. Each has a name, scopes, and the channels within
            its reach, and can be rotated and revoked while Waybill runs. Keys in the settings
            (WAYBILL_API_KEYS, WAYBILL_OPERATOR_KEYS), and the ones that the first start made, are not listed
            here.
          </p>
          <p>{create}</p>
        </Notice>
      ) : (
        <section aria-label="API keys" className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="section-title">API keys</h2>
            {create}
          </div>
          <KeyList keys={data.keys} now={data.readAt} />
        </section>
      )}
      {creating && <CreateKeyDialog close={() => setCreating(false)} />}
    </Frame>
  );
}
