'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterGroup } from '../../../../contracts/dead-letter-groups.ts';
import { deadLetterGroup } from '../../../api/dead-letters.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { PhraseText } from '../../../ui/text/phrase-text.tsx';
import { GroupReachLine } from './group-reach-line.tsx';
import { useWorkerVersions } from './use-worker-versions.ts';
import { versionSentence } from './version-sentence.ts';

/** For one group: a sentence on the worker's versions, and one on whom it affects. */
export function GroupLines({ group, now }: { group: DeadLetterGroup; now: string }) {
  const detail = useQuery(deadLetterGroup(readFromBrowser, group.key));
  const { versions, unreadable } = useWorkerVersions(group.newest.consumer);
  const read = detail.data !== undefined && (versions !== undefined || unreadable);
  return (
    <span className="flex min-h-10 max-w-[72ch] flex-col text-pretty [overflow-wrap:anywhere]">
      {read ? (
        <>
          <span>
            <PhraseText phrase={versionSentence(detail.data, versions)} now={now} />
          </span>
          <GroupReachLine reach={detail.data.reach} />
        </>
      ) : detail.error ? (
        <span className="text-ink-2">On which version these failed can’t be read now.</span>
      ) : (
        '…'
      )}
    </span>
  );
}
