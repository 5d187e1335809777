import { ProblemError } from '../http/problem-error.ts';

export const DEFAULT_PAGE_LIMIT = 50;
export const MAX_PAGE_LIMIT = 1_000;

/** How many entries a page holds: too many are clamped, none asked for or zero is the default. */
export function pageLimit(limit: unknown): number {
  if (limit === undefined) return DEFAULT_PAGE_LIMIT;
  if (typeof limit !== 'string' || !/^[0-9]+$/.test(limit)) {
    const detail = `limit must be one whole number from 0 to ${MAX_PAGE_LIMIT}; larger ones count as that.`;
    throw new ProblemError('invalid-request', detail, {
      errors: [{ in: 'query', pointer: '/limit', detail }],
    });
  }
  return Math.min(Number(limit), MAX_PAGE_LIMIT) || DEFAULT_PAGE_LIMIT;
}
