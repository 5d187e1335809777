import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../../contracts/edit-and-replay.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `~` and `/` in a path are escaped as in RFC 6901. */
const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The members in which two JSON values differ, by the first value's paths. Lists are compared as one value. */
export function jsonDifference(was: unknown, is: unknown, path = ''): Difference[] {
  if (isDeepStrictEqual(was, is)) return [];
  if (!isObject(was) || !isObject(is)) return [{ op: 'replace', path, was, value: is }];
  const differences: Difference[] = [];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const at = `${path}/${token(name)}`;
    if (!Object.hasOwn(is, name)) differences.push({ op: 'remove', path: at, was: was[name] });
    else if (!Object.hasOwn(was, name)) differences.push({ op: 'add', path: at, value: is[name] });
    else differences.push(...jsonDifference(was[name], is[name], at));
  }
  return differences;
}
