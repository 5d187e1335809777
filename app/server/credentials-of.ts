import { sessionOf } from '../../contracts/access/session-cookie.ts';

/** What the operations service knows the caller by: the session of the browser, else the console's own key, else nothing. */
export function credentialsOf(cookie: string | null, operatorKey: string): Record<string, string> {
  const session = sessionOf(cookie ?? undefined);
  if (session !== undefined) return { cookie: `waybill_session=${session}` };
  return operatorKey === '' ? {} : { authorization: `Bearer ${operatorKey}` };
}
