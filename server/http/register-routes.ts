import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onErrorHookHandler,
  onRequestHookHandler,
} from 'fastify';
import type Type from 'typebox';
import type { Principal } from '../../contracts/principal.ts';
import type { AnswerOf, Input, Route, RouteTable } from '../../contracts/routes/route.ts';
import { decoderOf } from './decode-input.ts';
import { queryReader, type RawQuery } from './read-query.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The declaration of the route. */
    route?: Route;
  }
}

/** A request as handlers get it: parsed, from a caller with the permission. */
type Request<R extends Route> = Input<R> & {
  /** Null on a route that anyone may call. */
  principal: R['permission'] extends null ? null : Principal;
  correlationId: string;
};

type Answer<R extends Route> = AnswerOf<R> | FastifyReply;

/**
 * Returns one of the declared bodies, or the reply that it wrote itself. It sets a status other than 200 on the reply.
 * Throws ProblemError.
 */
type Handle<R extends Route> = (
  request: Request<R>,
  reply: FastifyReply,
  raw: FastifyRequest,
) => Answer<R> | Promise<Answer<R>>;

/** A handler with its own settings. */
export interface Handler<R extends Route> {
  handle: Handle<R>;
  /** About how many bytes of memory an answer takes at most; see `bound-requests.ts`. */
  answerBytes?: number;
  onRequest?: onRequestHookHandler;
  onError?: onErrorHookHandler;
}

/** Exactly one handler per route. */
export type Handlers<Table extends RouteTable> = {
  [Id in keyof Table]: Handle<Table[Id]> | Handler<Table[Id]>;
};

/**
 * Registers declared routes with their handlers. Before the handler gets a request, its sender's permission is checked, and all
 * its parts are validated and decoded by the schemas of the declaration. Nobody may store the answer of a read (`no-store`).
 * Throws TypeError if a route needs a permission and the app has no `permitPrincipals` yet.
 */
export function registerRoutes<Table extends RouteTable>(
  app: FastifyInstance,
  table: Table,
  handlers: Handlers<Table>,
): void {
  for (const [id, route] of Object.entries(table)) {
    const handler = handlers[id] as Handle<Route> | Handler<Route>;
    registerRoute(app, route, typeof handler === 'function' ? { handle: handler } : handler);
  }
}

/** The body of a route that declares none: `{}`, or nothing. */
const NO_BODY = { type: 'object', maxProperties: 0 };

function registerRoute(app: FastifyInstance, route: Route, handler: Handler<Route>): void {
  const { method, path, params, query, body } = route;
  const isRead = method === 'GET';
  const readQuery = queryReader(query);
  // A body with only optional members may itself be left out.
  const mayBeAbsent = body === undefined || !(body as { required?: string[] }).required?.length;
  const decode = { params: decoder(params), query: decoder(query), body: decoder(body) };
  const { handle, answerBytes, onRequest, onError } = handler;
  app.route({
    method,
    url: path,
    config: { route, ...(answerBytes === undefined ? {} : { answerBytes }) },
    schema: {
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(isRead ? {} : { body: body ?? NO_BODY }),
    },
    ...(onRequest ? { onRequest } : {}),
    ...(onError ? { onError } : {}),
    preValidation: (request, _reply, done) => {
      request.query = readQuery(request.query as RawQuery);
      // Only a missing body counts as none: `null` is a body that is not an object.
      if (mayBeAbsent && !isRead && request.body === undefined) request.body = {};
      done();
    },
    handler: (request, reply) => {
      if (isRead) reply.header('cache-control', 'no-store');
      const input = {
        params: decode.params(request.params),
        query: decode.query(request.query),
        body: decode.body(request.body),
        principal: request.principal,
        correlationId: request.correlationId,
      };
      return handle(input as Request<Route>, reply, request);
    },
  });
}

const same = (value: unknown): unknown => value;

const decoder = (schema: Type.TSchema | undefined): ((value: unknown) => unknown) =>
  (schema && decoderOf(schema)) ?? same;
