'use client';

import { CopyButton } from '../../components/ui/buttons/copy-button.tsx';
import { Notice } from '../../components/ui/notices/notice.tsx';
import { Frame } from '../frame.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  // From the server: what was read, or the code of a console that is gone, may be what could not be drawn.
  const drawAgain = () => window.location.reload();
  return (
    <Frame title="This page failed">
      <Notice title="This page could not be drawn">
        <p>
          The fault is the console’s own, or it was renewed while this page was open. No command passes
          through it.
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
