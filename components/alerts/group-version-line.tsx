'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterGroup } from '../../contracts/dead-letters.ts';
import { useWorkerVersions } from '../dead-letters/use-worker-versions.ts';
import { deadLetterGroup } from '../operations/dead-letters.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { PhraseText } from '../overview/phrase-text.tsx';
import { versionSentence } from './version-sentence.ts';

/** Of one group, what its page says of the worker's versions, in one sentence. */
export function GroupVersionLine({ group, now }: { group: DeadLetterGroup; now: string }) {
  const detail = useQuery(deadLetterGroup(readFromBrowser, group.key));
  const { versions, unreadable } = useWorkerVersions(group.sample.consumer);
  const read = detail.data !== undefined && (versions !== undefined || unreadable);
  return (
    <span className="min-h-5 max-w-[72ch] text-pretty [overflow-wrap:anywhere]">
      {read ? (
        <PhraseText phrase={versionSentence(detail.data, versions)} now={now} />
      ) : detail.error ? (
        <span className="text-ink-2">On which version these failed can’t be read now.</span>
      ) : (
        '…'
      )}
    </span>
  );
}
