import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './app/security/headers.ts';
import { isLoopbackHost } from './app/security/loopback-host.ts';

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
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the policy of the request.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: '/((?!_next/static/).*)' };
