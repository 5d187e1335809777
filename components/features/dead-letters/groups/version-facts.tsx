'use client';

import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { Fact } from '../../../ui/facts/facts.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { useWorkerVersions } from './use-worker-versions.ts';

/** The versions of the worker on which these failed, the running version, and whether any failed on that one. */
export function VersionFacts({ detail, now }: { detail: DeadLetterGroupDetail; now: string }) {
  const { group, sinceThen } = detail;
  const { first, last } = sinceThen.workerVersions;
  const { versions: started, unreadable } = useWorkerVersions(group.newest.consumer);
  return (
    <>
      <Fact name="Failed on">
        version <Inert text={first} />
        {last !== first && (
          <>
            {' '}
            to <Inert text={last} />
          </>
        )}
      </Fact>
      <Fact name="Worker now">
        {started ? (
          <>
            version <Inert text={started.now.version} /> since <Instant iso={started.now.since} now={now} />
            {started.before && (
              <>
                , before it <Inert text={started.before.version} />
              </>
            )}
            <span className="block text-ink-2">
              {sinceThen.lastFailedAt > started.now.since ? (
                <>
                  The last of these failed <Instant iso={sinceThen.lastFailedAt} now={now} />, after it
                  started.
                </>
              ) : (
                'None of these has failed since it started.'
              )}
            </span>
          </>
        ) : started === null ? (
          'unknown: no start recorded'
        ) : unreadable ? (
          'unknown: starts can’t be read now'
        ) : (
          '…'
        )}
      </Fact>
    </>
  );
}
