'use client';

import { operationsRequest } from '../../../../contracts/routes/operations-request.ts';
import type { ReadReplay } from '../../../api/replays.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

const words: Record<string, string> = {
  'replay-created': 'started it',
  'replay-paused': 'paused it',
  'replay-resumed': 'resumed it',
  'replay-cancelled': 'cancelled it',
};

/** Who did what with this replay and why, from the audit log, and a download of every single action. */
export function JobTrail({ job }: { job: ReadReplay }) {
  return (
    <>
      <ol>
        {job.actions.map(({ at, actor, kind, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: actions are only ever added, at the end.
          <li key={index} className="flex gap-3 border-line border-b py-1 [overflow-wrap:anywhere]">
            <span className="mono w-20 shrink-0 pt-0.5 text-ink-2">
              <Instant iso={at} now={job.readAt} />
            </span>
            <span>
              <Inert text={actor} /> {words[kind] ?? kind}
              {reason !== null && (
                <span className="text-ink-2">
                  {' '}
                  “<Inert text={reason} />”
                </span>
              )}
            </span>
          </li>
        ))}
        {job.finishedAt !== null && (
          <li className="flex gap-3 border-line border-b py-1">
            <span className="mono w-20 shrink-0 pt-0.5 text-ink-2">
              <Instant iso={job.finishedAt} now={job.readAt} />
            </span>
            <span>waybill ended it: every sent dead letter has an outcome</span>
          </li>
        )}
      </ol>
      <p className="mt-2">
        <a
          href={
            operationsRequest('GET /ops/v1/actions/export', {
              query: { target: 'replay', targetId: job.replayId },
            }).path
          }
          download={`${job.replayId}.ndjson`}
        >
          Download its audit log
        </a>{' '}
        <span className="text-ink-2">(every action and every outcome, NDJSON)</span>
      </p>
    </>
  );
}
