import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { actionRoutes } from '../../../contracts/routes/operations/actions.ts';
import { deadLetterRoutes } from '../../../contracts/routes/operations/dead-letters.ts';
import { failureGroupRoutes } from '../../../contracts/routes/operations/failure-groups.ts';
import { LINES } from '../../../contracts/routes/operations/lines.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { actOnDeadLetter } from '../actions/act-on-dead-letter.ts';
import { actOnGroup } from '../actions/act-on-group.ts';
import { actOnSelected } from '../actions/act-on-selected.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { type Export, exportActions, exportDeadLetters } from './export-lines.ts';
import { actionFilterOf, filterOf } from './index-filters.ts';
import { listActions } from './list-actions.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listGroups } from './list-groups.ts';
import { showDeadLetter } from './show-dead-letter.ts';
import { showGroup } from './show-group.ts';

/** A dead letter is shown with its payload, which may be as large as a message of the log, in several forms. */
const PAYLOAD_BYTES = 4 * 1024 ** 2;

/** One JSON value per line, sent as it is read. If reading fails, the connection is cut, so the end is not clean. */
const sendLines = (reply: FastifyReply, { total, lines }: Export, name: string): FastifyReply =>
  reply
    .type(LINES)
    .header('content-disposition', `attachment; filename="${name}.ndjson"`)
    .header('x-total-count', String(total))
    .send(Readable.from(lines));

/** Dead letters, their groups, and the actions on them: see docs/operations-api.md. */
export function registerDeadLetters(app: FastifyInstance, service: DeadLetterService): void {
  registerRoutes(app, deadLetterRoutes, {
    'list-dead-letters': ({ query }) => listDeadLetters(service, query),
    'export-dead-letters': async ({ query }, reply) =>
      sendLines(reply, await exportDeadLetters(service, filterOf(query)), 'dead-letters'),
    'read-dead-letter': {
      answerBytes: PAYLOAD_BYTES,
      handle: ({ params }) => showDeadLetter(service, params.id),
    },
    'act-on-dead-letter': ({ params, body, principal }) =>
      actOnDeadLetter(service, params.id, body, principal.id),
    'act-on-dead-letters': ({ body, principal, correlationId }) =>
      actOnSelected(service, body, principal.id, correlationId),
  });
  registerRoutes(app, failureGroupRoutes, {
    'list-failure-groups': ({ query }) => listGroups(service, query),
    'read-failure-group': ({ params }) => showGroup(service, params.fingerprint),
    'act-on-failure-group': ({ params, body, principal }) =>
      actOnGroup(service, params.fingerprint, body, principal.id),
  });
  registerRoutes(app, actionRoutes, {
    'list-actions': ({ query }) => listActions(service, query),
    'export-actions': async ({ query }, reply) =>
      sendLines(reply, await exportActions(service, actionFilterOf(query)), 'actions'),
  });
}
