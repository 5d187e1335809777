import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { Connection, type Handle } from './connection.ts';
import { ProblemError } from './problem-error.ts';
import { type ConnectionFault, type HeadLimits, problemOfFault } from './problem-of-fault.ts';
import { awaitsContinue } from './send-continue.ts';

/** The settings of the same names. */
export interface ConnectionLimits extends HeadLimits {
  keepAliveMs: number;
  drainTimeoutMs: number;
}

/** How often Node looks for late requests, at most, in ms. A request may get its 408 this much after its deadline. */
const CHECK_MS = 1_000;

/** How long the service still accepts requests in transit once it closes, in ms. */
const GRACE_MS = 500;

/** The part of `drainTimeoutMs` after which open connections are ended. The rest is for what the role still has to store. */
const STOP_SHARE = 0.5;

/** The methods that the server knows. The router decides which of them a path allows. */
const METHODS = 'DELETE, GET, HEAD, PATCH, POST, PUT';

interface ServedConnections {
  options: Required<Pick<FastifyServerOptions, 'serverFactory' | 'clientErrorHandler'>>;
  /**
   * Keeps `app.close()` from waiting for clients: complete requests are answered, incomplete ones refused, and
   * connections that are still open then are ended.
   */
  endWith(app: FastifyInstance): void;
}

/** Makes Fastify serve connections by `Connection`: in order, and with a problem document for what is no request. */
export function serveConnections(limits: ConnectionLimits): ServedConnections {
  const connections = new Map<Socket, Connection>();
  const { requestTimeoutMs, keepAliveMs, maxUriBytes, maxHeaderBytes } = limits;
  const options: ServedConnections['options'] = {
    serverFactory: (handle) => {
      const server = createServer({
        requestTimeout: requestTimeoutMs,
        headersTimeout: requestTimeoutMs,
        connectionsCheckingInterval: Math.min(CHECK_MS, requestTimeoutMs / 4),
        keepAliveTimeout: keepAliveMs,
        // `headFault` checks the path, the headers and Host: it can say which of them is wrong.
        maxHeaderSize: maxUriBytes + maxHeaderBytes + 1,
        requireHostHeader: false,
      });
      // A client that ends its side of the connection still gets its answer: `Connection` decides.
      Object.assign(server, { httpAllowHalfOpen: true });
      const add: Handle = (request, response) => connections.get(request.socket)?.add(request, response);
      server.on('connection', (socket) => {
        connections.set(socket, new Connection(socket, handle));
        socket.once('close', () => connections.delete(socket));
      });
      server.on('request', add);
      server.on('checkExpectation', add);
      server.on('checkContinue', (request, response) => {
        awaitsContinue(request);
        add(request, response);
      });
      server.on('connect', (request: IncomingMessage, socket: Socket) => {
        // Node has removed its own listener.
        socket.on('error', () => socket.destroy());
        connections.get(socket)?.refuse(noTunnel(), request);
      });
      return server;
    },
    clientErrorHandler: (fault, socket) => {
      if (fault.code === 'ECONNRESET' || fault.code === 'EPIPE') socket.destroy();
      else
        connections
          .get(socket as Socket)
          ?.refuse(problemOfFault(fault as unknown as ConnectionFault, limits));
    },
  };
  return {
    options,
    endWith(app) {
      app.addHook('preClose', async () => {
        setTimeout(() => {
          for (const connection of connections.values()) connection.end();
        }, GRACE_MS).unref();
        setTimeout(() => {
          for (const socket of connections.keys()) socket.destroy();
        }, limits.drainTimeoutMs * STOP_SHARE).unref();
      });
    },
  };
}

const noTunnel = (): ProblemError =>
  new ProblemError('method-not-allowed', 'This server opens no tunnels: send the request to it directly.', {
    headers: { allow: METHODS },
  });
