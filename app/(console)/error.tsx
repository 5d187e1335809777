'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CopyButton } from '../../components/copy-button.tsx';
import { Frame } from '../../components/frame/frame.tsx';
import { Notice } from '../../components/notice.tsx';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  const queries = useQueryClient();
  const drawAgain = () => {
    // What was read may be what could not be drawn.
    queries.clear();
    reset();
  };
  return (
    <Frame title="This page failed">
      <Notice title="This page could not be drawn">
        <p>
          The fault is the console’s own. The pipeline is not touched by it: commands are taken and applied.
        </p>
        {error.digest && (
          <p className="flex items-center gap-2">
            The console’s log has the cause under <code>{error.digest}</code>
            <CopyButton text={error.digest} what="the error’s id" />
          </p>
        )}
        <p>
          <button type="button" className="button" onClick={drawAgain}>
            Draw it again
          </button>
        </p>
      </Notice>
    </Frame>
  );
}
