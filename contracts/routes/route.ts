import type Type from 'typebox';
import type { Permission } from '../permissions.ts';
import type { ProblemName } from '../problem.ts';
import { checkDeclaration } from './check-declaration.ts';

/** One answer of a route, besides the problems. */
export interface Answer {
  description: string;
  /** The schema of the body. Absent if it isn't JSON, or if there is none. */
  schema?: Type.TSchema;
  /** Default `application/json`; null for no body. */
  media?: string | null;
  /** The same as a page for people, if `Accept` prefers `text/html`. */
  alsoPage?: true;
  /** Headers worth documenting, by name, each with a schema that has a description. */
  headers?: Readonly<Record<string, Type.TSchema>>;
}

interface Declaration {
  /** In the router's syntax: `/v1/channels/:channelId`. */
  path: `/${string}`;
  /** A title in the imperative, without a full stop: `Read a channel`. */
  summary: string;
  description?: string;
  /** The permission a caller needs; null if anyone may call, without a key. */
  permission: Permission | null;
  /** Exactly the parameters of the path. */
  params?: Type.TObject;
  /**
   * Every parameter of the query: text, whole numbers, booleans, or arrays of text with commas between (see `parameters.ts`).
   */
  query?: Type.TObject;
  /** Headers that the route reads. For the reference only: the handler parses them. */
  headers?: Type.TObject;
  /** By status, at least one. */
  answers: Readonly<Record<number, Answer>>;
  /** The problems it may answer with besides those of every such route (see `problems-of-route.ts`). */
  problems?: readonly ProblemName[];
  /** The answer is sent while it is made: to its end, such as an export, or for ever, such as live updates. */
  streams?: 'to-its-end' | 'for-ever';
  /** The service's limits on requests do not apply: the route has its own, or none. */
  ownBounds?: true;
}

interface ReadDeclaration extends Declaration {
  method: 'GET';
  body?: never;
  changes?: never;
}

interface ActionDeclaration extends Declaration {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absent if there is none. A body with only optional members may be left out. */
  body?: Type.TSchema;
  /** Whether it changes something: such a call belongs in the audit log. */
  changes: boolean;
}

export type RouteDeclaration = ReadDeclaration | ActionDeclaration;
export type Route = RouteDeclaration & { readonly id: string };
/** Routes by id. */
export type RouteTable = Readonly<Record<string, Route>>;

/**
 * Declares routes, once for everything that uses them: registration, validation, permissions, OpenAPI, the reference
 * page, typed clients, the console's proxy and the lists in the docs. The key of each is its id (`operationId`), in kebab-case.
 *
 *     export const channelRoutes = defineRoutes({
 *       'read-channel': {
 *         method: 'GET',
 *         path: '/v1/channels/:channelId',
 *         summary: 'Read a channel',
 *         permission: 'channels:read',
 *         params: Type.Object({ channelId: Identifier('The channel.') }),
 *         query: Type.Object({ limit: PageLimit(1_000), from: Type.Optional(Instant('Made at or after.')) }),
 *         answers: { 200: { description: 'The channel.', schema: Channel } },
 *         problems: ['not-found'],
 *       },
 *     });
 *
 * To add a route: declare it here, add the file's table to `operations-routes.ts` or `gateway-routes.ts` if the file is
 * new, and give its handler to `registerRoutes` (`server/http/register-routes.ts`). A handler gets parsed values: by a
 * codec's decoded type (an `Instant` is Unix ms, a `UuidParameter` lower case), so it neither parses nor checks again.
 * `Input` and `AnswerOf` give their types, `QuerySent`, `ParamsSent` and `BodySent` what a client writes. Give examples in
 * the schemas (`examples`): the reference shows them, and tests make valid requests of them.
 *
 * Throws TypeError for a declaration that can't work.
 */
export function defineRoutes<const Routes extends Readonly<Record<string, RouteDeclaration>>>(
  routes: Routes,
): { readonly [Id in keyof Routes & string]: Routes[Id] & { readonly id: Id } } {
  const table = Object.entries(routes).map(([id, declaration]) => {
    checkDeclaration(id, declaration);
    return [id, { ...declaration, id }] as const;
  });
  return Object.fromEntries(table) as never;
}

/** What a handler gets for a schema: nothing if the route declares none. */
type Decoded<Schema> = Schema extends Type.TSchema ? Type.StaticDecode<Schema> : Record<never, never>;
type Sent<Schema> = Schema extends Type.TSchema ? Type.StaticEncode<Schema> : undefined;
type Part<R extends Route, Name extends keyof Declaration | 'body'> = R extends {
  [Key in Name]: infer Schema;
}
  ? Schema
  : undefined;

/** The parsed parts of a request. */
export interface Input<R extends Route> {
  params: Decoded<Part<R, 'params'>>;
  query: Decoded<Part<R, 'query'>>;
  body: Decoded<Part<R, 'body'>>;
}

/** The parts of a request as a client writes them. */
export type ParamsSent<R extends Route> = Sent<Part<R, 'params'>>;
export type QuerySent<R extends Route> = Sent<Part<R, 'query'>>;
export type BodySent<R extends Route> = Sent<Part<R, 'body'>>;

/** The JSON bodies a route may answer with, problems aside; never for a route that answers with none. */
export type AnswerOf<R extends Route> = {
  [Status in keyof R['answers']]: R['answers'][Status] extends { schema: infer Schema extends Type.TSchema }
    ? Type.Static<Schema>
    : never;
}[keyof R['answers']];
