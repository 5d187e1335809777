'use client';

import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { OperationsFailure } from '../read-answer.ts';

function causeOf(error: Error): string {
  if (error instanceof OperationsFailure) return error.message;
  if (error.name === 'TimeoutError') return 'The console’s server did not answer in time.';
  return 'The console’s server cannot be reached.';
}

/**
 * In place of a part that could not be read: what failed, the request's id, and a button to try again. The rest of
 * the page stays.
 */
export function Failure({
  title,
  error,
  retry,
  retrying,
}: {
  title: string;
  error: Error;
  retry(): void;
  retrying: boolean;
}) {
  const requestId = error instanceof OperationsFailure ? error.problem?.correlationId : undefined;
  return (
    <Notice title={title} role="alert">
      <p>
        <Inert text={causeOf(error)} />
      </p>
      {requestId !== undefined && (
        <p className="flex min-w-0 items-center gap-2 text-ink-2">
          Request
          <code className="min-w-0 break-all">
            <Inert text={requestId} />
          </code>
          <CopyButton text={requestId} what="the request’s id" />
        </p>
      )}
      <p>
        <button type="button" className="button" onClick={retry} aria-disabled={retrying}>
          Retry
        </button>
      </p>
    </Notice>
  );
}
