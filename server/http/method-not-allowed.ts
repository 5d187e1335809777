import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

interface KnownPath {
  pattern: RegExp;
  methods: Set<string>;
}

export type KnownPaths = Map<string, KnownPath>;

/** Collects every route an app gets from here on, for telling "no such path" from "not by this method". */
export function collectRoutes(app: FastifyInstance): KnownPaths {
  const paths: KnownPaths = new Map();
  app.addHook('onRoute', ({ url, method }) => {
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(url, known);
  });
  return paths;
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`);

/** Throws ProblemError: 405 with the methods that are allowed here (RFC 9110, 15.5.6), else 404. */
export function answerUnknownRoute(paths: KnownPaths, request: FastifyRequest, _reply: FastifyReply): never {
  const path = request.url.split('?', 1)[0] as string;
  const allowed = new Set<string>();
  for (const { pattern, methods } of paths.values()) {
    if (pattern.test(path)) for (const method of methods) allowed.add(method);
  }
  if (allowed.size === 0 || allowed.has(request.method)) {
    throw new ProblemError(
      'not-found',
      'There is nothing at this path. The API is described at /docs, and for programs at /openapi.json.',
    );
  }
  const allow = [...allowed].sort().join(', ');
  throw new ProblemError('method-not-allowed', `This path takes ${allow}.`, { headers: { allow } });
}
