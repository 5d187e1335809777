import type { OperationsRoutes } from './operations-routes.ts';
import { fillPath } from './path.ts';
import type { AnswerOf, BodySent, ParamsSent, QuerySent } from './route.ts';

/** Every route by its method and path. */
type ByName = {
  [Id in keyof OperationsRoutes as `${OperationsRoutes[Id]['method']} ${OperationsRoutes[Id]['path']}`]: OperationsRoutes[Id];
};

/** A route of the operations API as its clients name it: `GET /ops/v1/alerts/:id`. */
export type OperationsCall = keyof ByName;
/** A route that changes something. */
export type OperationsAction = Exclude<OperationsCall, `GET ${string}`>;

type OrUndefined<Fields> = {
  [Name in keyof Fields]: object extends Pick<Fields, Name> ? Fields[Name] | undefined : Fields[Name];
};
type Part<Name extends string, Fields> = [Fields] extends [undefined]
  ? { [Key in Name]?: never }
  : object extends Fields
    ? { [Key in Name]?: OrUndefined<Fields> }
    : { [Key in Name]: OrUndefined<Fields> };

/** The request parts that the route's declaration names. */
export type OperationsInput<Call extends OperationsCall> = Part<'params', ParamsSent<ByName[Call]>> &
  Part<'query', QuerySent<ByName[Call]>> &
  Part<'body', BodySent<ByName[Call]>>;

/** The body of the answer. */
export type OperationsAnswer<Call extends OperationsCall> = AnswerOf<ByName[Call]>;

/**
 * The request line of a call: its method, and its path with the query. Undefined members are left out; lists are separated by
 * commas. Needs no schema, so browsers may have it. Throws TypeError for a value that no path segment can carry.
 */
export function operationsRequest<Call extends OperationsCall>(
  call: Call,
  input: Omit<OperationsInput<Call>, 'body'>,
): { method: string; path: string } {
  const { params = {}, query = {} } = input as {
    params?: Record<string, string>;
    query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  };
  const [method, path] = call.split(' ') as [string, string];
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  const filled = fillPath(path, params);
  return { method, path: search.size === 0 ? filled : `${filled}?${search}` };
}
