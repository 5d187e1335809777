import { pointerTo, type RequestFault } from './invalid-request.ts';
import { unknownName } from './unknown-name.ts';

/** The parts of an object's schema that name its members. */
export interface MemberNames {
  properties?: Record<string, unknown>;
  required?: readonly string[];
  additionalProperties?: unknown;
}

/** An answer lists no more: a client may send any number of unknown names. */
const MAX_UNKNOWN = 3;

/**
 * The members that an object lacks and those that it must not have, as faults of the object at this place. A misspelt name is
 * both, so they come together: the missing ones first.
 */
export function misnamedMembers(
  given: object,
  schema: MemberNames,
  { in: part, pointer }: Pick<RequestFault, 'in' | 'pointer'>,
): RequestFault[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const faults: RequestFault[] = [];
  const add = (name: string, detail: string): number =>
    faults.push({ in: part, pointer: pointer + pointerTo(name), detail });
  for (const name of required) if (!Object.hasOwn(given, name)) add(name, 'is missing');
  if (additionalProperties !== false) return faults;
  const most = faults.length + MAX_UNKNOWN;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(properties, name)) continue;
    if (add(name, unknownName(name, Object.keys(properties))) === most) break;
  }
  return faults;
}
