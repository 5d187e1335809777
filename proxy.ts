import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './app/security/headers.ts';
import { isLoopbackHost } from './app/security/loopback-host.ts';
import { consoleSettings } from './app/server/console-settings.ts';
import { sessionOf } from './contracts/access/session-cookie.ts';

/** Runs before every page and every /ops request: who may ask at all, and what a page may load. */
export function proxy(request: NextRequest): NextResponse {
  if (!isLoopbackHost(request.headers.get('host'))) {
    return new NextResponse(
      'This console answers on loopback names only, such as 127.0.0.1 or localhost.\n',
      {
        status: 403,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      },
    );
  }
  if (isPrivatePage(request)) {
    const { pathname, search } = request.nextUrl;
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(new URL(`/sign-in${next}`, request.url), 303);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the policy of the request.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages that anyone may open. */
const PUBLIC = new Set(['/sign-in', '/set-up', '/invitation', '/icon.svg']);

/** Whether a page is asked for by somebody who isn't signed in. Its data would be refused; this spares the empty page. */
function isPrivatePage({ nextUrl: { pathname }, headers }: NextRequest): boolean {
  if (PUBLIC.has(pathname) || pathname.startsWith('/ops/')) return false;
  return consoleSettings().operatorKey === '' && sessionOf(headers.get('cookie') ?? undefined) === undefined;
}

export const config = { matcher: '/((?!_next/static/).*)' };
