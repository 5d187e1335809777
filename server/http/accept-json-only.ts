import type { FastifyInstance } from 'fastify';
import { readJson } from './read-json.ts';

/** For commands without a body, an empty body is accepted, whatever its declared type. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    // Without a body there is nothing whose type could be wrong.
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody) delete headers['content-type'];
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    let value: unknown;
    try {
      value = body.length === 0 ? undefined : readJson(body);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, value);
  });
}
