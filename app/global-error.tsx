'use client';

/** The last resort, when not even the layout can be drawn: no styles, no frame, only the facts. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <html lang="en">
      <body>
        <title>The console failed · Waybill</title>
        <h1>The console failed</h1>
        <p>This page could not be drawn. No command passes through the console.</p>
        {error.digest && (
          <p>
            The console’s log has the cause under <code>{error.digest}</code>.
          </p>
        )}
        <button type="button" onClick={reset}>
          Draw it again
        </button>
      </body>
    </html>
  );
}
