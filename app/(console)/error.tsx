'use client';

import { CopyButton } from '../../components/ui/buttons/copy-button.tsx';
import { Notice } from '../../components/ui/notices/notice.tsx';
import { Frame } from '../frame.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  // Loads the page from the server again: the data, or the code of an older console, may be the cause.
  const drawAgain = () => window.location.reload();
  return (
    <Frame title="This page failed">
      <Notice title="This page could not be shown">
        <p>
          The console has a fault, or was updated while this page was open. Commands do not pass through the
          console.
        </p>
        {error.digest && (
          <p className="flex items-center gap-2">
            The console’s log has the cause under <code>{error.digest}</code>
            <CopyButton text={error.digest} what="the error’s id" />
          </p>
        )}
        <p>
          <button type="button" className="button" onClick={drawAgain}>
            Load again
          </button>
        </p>
      </Notice>
    </Frame>
  );
}
