/**
 * Whether a request that changes something comes from this console's own pages. Every browser sends Origin with a
 * POST, and no page can forge it; If Sec-Fetch-Site is sent, it must say the same. A client that sends
 * neither is no browser: scripts call the operations API itself, with a key of their own.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  const host = headers.get('host');
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
