import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Type from 'typebox';
import {
  ActionsExportQuery,
  ActionsQuery,
  FilterQuery,
  GroupsQuery,
  ListQuery,
} from '../../../contracts/dead-letter-queries.ts';
import { DeadLetterId, Fingerprint } from '../../../contracts/dead-letters.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { type Export, exportActions, exportDeadLetters } from './export-lines.ts';
import { listActions } from './list-actions.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listGroups } from './list-groups.ts';
import { actionFilterOf, filterOf } from './read-query.ts';
import { showDeadLetter } from './show-dead-letter.ts';
import { showGroup } from './show-group.ts';

/** An entry is shown with its payload, of at most what a message of the log may have, in several forms. */
const PAYLOAD_BYTES = 4 * 1024 ** 2;

const noStore = (reply: FastifyReply) => reply.header('cache-control', 'no-store');

/** One JSON value a line, sent as it is read. Where reading fails on the way, the connection breaks off: no clean end. */
const sendLines = (reply: FastifyReply, { total, lines }: Export, name: string) =>
  noStore(reply)
    .type('application/x-ndjson')
    .header('content-disposition', `attachment; filename="${name}.ndjson"`)
    .header('x-total-count', String(total))
    .send(Readable.from(lines));

/** Dead letters, their groups, and the acts on them: see docs/operations-api.md. */
export function registerDeadLetters(app: FastifyInstance, service: DeadLetterService): void {
  app.get<{ Querystring: ListQuery }>(
    '/ops/v1/dead-letters',
    { schema: { querystring: ListQuery } },
    async (request, reply) => {
      noStore(reply);
      return listDeadLetters(service, request.query);
    },
  );

  app.get<{ Querystring: GroupsQuery }>(
    '/ops/v1/dead-letter-groups',
    { schema: { querystring: GroupsQuery } },
    async (request, reply) => {
      noStore(reply);
      return listGroups(service, request.query);
    },
  );

  app.get<{ Querystring: ActionsQuery }>(
    '/ops/v1/actions',
    { schema: { querystring: ActionsQuery } },
    async (request, reply) => {
      noStore(reply);
      return listActions(service, request.query);
    },
  );

  app.get<{ Querystring: FilterQuery }>(
    '/ops/v1/dead-letters/export',
    { schema: { querystring: FilterQuery }, config: { streams: 'to-its-end' } },
    async (request, reply) =>
      sendLines(reply, await exportDeadLetters(service, filterOf(request.query)), 'dead-letters'),
  );

  app.get<{ Querystring: ActionsExportQuery }>(
    '/ops/v1/actions/export',
    { schema: { querystring: ActionsExportQuery }, config: { streams: 'to-its-end' } },
    async (request, reply) =>
      sendLines(reply, await exportActions(service, actionFilterOf(request.query)), 'actions'),
  );

  app.get<{ Params: { id: string } }>(
    '/ops/v1/dead-letters/:id',
    { schema: { params: Type.Object({ id: DeadLetterId }) }, config: { answerBytes: PAYLOAD_BYTES } },
    async (request, reply) => {
      noStore(reply);
      return showDeadLetter(service, request.params.id);
    },
  );

  app.get<{ Params: { fingerprint: string } }>(
    '/ops/v1/dead-letter-groups/:fingerprint',
    { schema: { params: Type.Object({ fingerprint: Fingerprint }) } },
    async (request, reply) => {
      noStore(reply);
      return showGroup(service, request.params.fingerprint);
    },
  );
}
