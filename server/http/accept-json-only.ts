import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

const notJson = (): ProblemError => new ProblemError('invalid-json', 'The body is not valid JSON in UTF-8.');

/** For commands without a body, an empty body is accepted, whatever its declared type. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) done(null, undefined);
    else if (!isUtf8(body)) done(notJson());
    else {
      parse(request, body.toString('utf8'), (error, value) => {
        if (error) done(notJson());
        else done(null, value);
      });
    }
  });
}
