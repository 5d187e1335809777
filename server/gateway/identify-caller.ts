import { hash } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';

/** Who sends a request: the one seam through which identity comes in. The id becomes the events' actor. */
export interface Caller {
  id: string;
}

export type IdentifyCaller = (authorization: string | undefined) => Caller;

const bearer = /^Bearer +([^\s]+) *$/i;

/** Callers by API key. Keys are held as digests, so that neither a look-up's time nor a heap dump tells one. */
export function identifyByApiKey(keys: readonly { caller: string; key: string }[]): IdentifyCaller {
  const callers = new Map(keys.map(({ caller, key }) => [hash('sha256', key), { id: caller }] as const));
  return (authorization) => {
    const key = authorization === undefined ? undefined : bearer.exec(authorization)?.[1];
    const caller = key === undefined ? undefined : callers.get(hash('sha256', key));
    if (caller) return caller;
    const detail =
      authorization === undefined
        ? 'Send your API key as Authorization: Bearer <key>.'
        : 'The API key is not known here. Check it, and send it as Authorization: Bearer <key>.';
    throw new ProblemError('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer' } });
  };
}
