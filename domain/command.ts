import type Type from 'typebox';
import { encodeEventType } from '../contracts/event-type.ts';
import type { HistoryEffect } from './history/effect.ts';

/** A command as `decide` gets it: valid by its schemas, with its caller identified. */
interface Command<Parameters, Body> {
  /** Made for it: also the id of its event, and of what it creates. */
  id: string;
  actor: string;
  parameters: Parameters;
  body: Body;
}

type Decision<Data> =
  | { accepted: Data; rejected?: never }
  | { rejected: { code: string; detail: string }; accepted?: never };

/** A field that commands are searched by: a column's name, and where its value is in the event. */
interface SearchableField {
  name: string;
  from: 'actor' | { data: string };
}

interface CommandDeclaration<
  Parameters extends Type.TSchema = Type.TSchema,
  Body extends Type.TSchema = Type.TSchema,
  Data extends Type.TSchema = Type.TSchema,
  Part extends string = string,
  Value extends string = string,
> {
  /** kebab-case, in the imperative: `send-message`. */
  name: string;
  /** For people: `Send message`. */
  title: string;
  description: string;
  route: { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string };
  parameters: Parameters;
  /** The body's schema; null for a command without a body. */
  body: Body | null;
  /** What the command changes; its events share a partition and an order. `id` names a path parameter. */
  aggregate: { type: string; id: string };
  event: { domain: string; name: string; version: number; data: Data };
  search: SearchableField[];
  /** The field of the event's data that names what the event creates. Changes to that thing wait for such an event. */
  creates?: string;
  /** The path of the changed resource, in the route's syntax, from fields of the event's data. */
  resource: string;
  /** A rule on the read model's content may reject it, so its outcome is known only by reading. */
  historyMayReject?: true;
  history: HistoryEffect<Type.Static<Data>, Part, Value>;
  decide(command: Command<Type.Static<Parameters>, Type.Static<Body>>): Decision<Type.Static<Data>>;
}

/** A declaration without its own types, as in the catalog. */
export interface AnyCommand extends Omit<CommandDeclaration, 'decide' | 'history'> {
  eventType: string;
  history: HistoryEffect<Record<string, unknown>>;
  decide(command: Command<Record<string, string>, unknown>): Decision<Record<string, unknown>>;
}

/** Declares a command, and checks what the types cannot. Throws TypeError for an invalid declaration. */
export function defineCommand<
  Parameters extends Type.TSchema,
  Body extends Type.TSchema,
  Data extends Type.TSchema,
  Part extends string,
  Value extends string,
>(declaration: CommandDeclaration<Parameters, Body, Data, Part, Value>): AnyCommand {
  const { name, route, aggregate, event } = declaration;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new TypeError(`command name ${name}: use kebab-case`);
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(event.name))
    throw new TypeError(`event name ${event.name}: use kebab-case`);
  if (!route.path.includes(`:${aggregate.id}`)) {
    throw new TypeError(`command ${name}: its route has no parameter ${aggregate.id}`);
  }
  return { ...(declaration as unknown as Omit<AnyCommand, 'eventType'>), eventType: encodeEventType(event) };
}

const parameter = /:([A-Za-z]+)/g;

/** The path of the resource that a command changes. */
export const resourceOf = (command: Pick<AnyCommand, 'resource'>, data: Record<string, unknown>): string =>
  command.resource.replace(parameter, (_, name: string) => encodeURIComponent(String(data[name])));

/** The searchable fields of an event, in the declaration's order. */
export const searchFieldsOf = (
  command: Pick<AnyCommand, 'search'>,
  event: { actor: string; data: Record<string, unknown> },
): { name: string; value: string }[] =>
  command.search.map(({ name, from }) => ({
    name,
    value: from === 'actor' ? event.actor : String(event.data[from.data] ?? ''),
  }));
