'use client';

/** The last resort, when even the layout fails: no styles, no frame, only the facts. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <html lang="en">
      <body>
        <title>The console failed · Waybill</title>
        <h1>The console failed</h1>
        <p>This page could not be shown. Commands do not pass through the console.</p>
        {error.digest && (
          <p>
            The console’s log has the cause under <code>{error.digest}</code>.
          </p>
        )}
        <button type="button" onClick={reset}>
          Load again
        </button>
      </body>
    </html>
  );
}
