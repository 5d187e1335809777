'use client';

import { useQuery } from '@tanstack/react-query';
import type { Replay } from '../../../../contracts/replay.ts';
import { progressWords } from '../../../api/models/progress-of.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayOf } from '../../../api/replays.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { stateSentence } from './state-sentence.ts';
import { WhatFailed } from './what-failed.tsx';

/** A replay that was just created: its progress and a link. */
export function CreatedReplay({ job, close }: { job: Replay; close(): void }) {
  const { data } = useQuery(replayOf(readFromBrowser, job.replayId));
  const now = data ?? job;
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="flex flex-wrap items-center gap-x-3">
          <StatusWord status={replayStatus(now)} />
          <span>{progressWords(now)}</span>
        </p>
        <ProgressBar job={now} />
        <p role="status" className="text-ink-2">
          {now.state === 'paused' || now.finishedAt !== null ? (
            <Inert text={stateSentence(now)} />
          ) : (
            'The replay continues when you close this. A dead letter is resolved only when its read model shows it; the replay’s page lists the outcome of each.'
          )}
        </p>
        {now.finishedAt !== null && <WhatFailed job={now} close={close} />}
      </div>
      <div className="flex justify-end gap-2">
        <button type="button" className="button" onClick={close}>
          Close
        </button>
        <PageLink href={replayHref(job.replayId)} className="button primary-button no-underline" autoFocus>
          Open the replay
        </PageLink>
      </div>
    </>
  );
}
