const NAME = 'waybill_session';
const VALUE = /^[A-Za-z0-9]{16,128}$/;

/** The session in a Cookie header; undefined for none. */
export function sessionOf(cookie: string | undefined): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, value = ''] = pair.trim().split('=', 2);
    if (name === NAME && VALUE.test(value)) return value;
  }
  return undefined;
}

/** A Set-Cookie header for the console's own pages. `maxAgeMs`: 0 removes it. */
export const sessionCookie = (token: string, maxAgeMs: number, isSecure: boolean): string =>
  `${NAME}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(maxAgeMs / 1_000)}${isSecure ? '; Secure' : ''}`;
