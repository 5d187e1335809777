import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { AcknowledgeRequest, AlertId } from '../../../contracts/alerts.ts';
import { acknowledgeAlert, existingAlert } from './acknowledge-alert.ts';
import type { AlertService } from './alert-service.ts';
import { listRules } from './list-rules.ts';
import { listAlerts, showAlert } from './show-alert.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

const params = Type.Object({ id: AlertId });
const ListQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'The limit: a whole number.' }),
    ),
  },
  { additionalProperties: false },
);
type ListQuery = Type.Static<typeof ListQuery>;
interface OfAlert {
  Params: { id: string };
}

/** Alerts, their rules and their owners: see docs/operations-api.md. */
export function registerAlerts(app: FastifyInstance, service: AlertService): void {
  const { log } = service.writer;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });

  app.get<{ Querystring: ListQuery }>(
    '/ops/v1/alerts',
    { schema: { querystring: ListQuery } },
    async (request) => {
      await log.catchUp();
      return listAlerts(service, Math.min(MAX_LIMIT, Number(request.query.limit ?? DEFAULT_LIMIT)));
    },
  );

  app.get('/ops/v1/alert-rules', async () => {
    await log.catchUp();
    return listRules(service);
  });

  app.get<OfAlert>('/ops/v1/alerts/:id', { schema: { params } }, async (request) => {
    await log.catchUp();
    return showAlert(service, existingAlert(service.writer, request.params.id));
  });

  app.post<OfAlert & { Body: AcknowledgeRequest }>(
    '/ops/v1/alerts/:id/acknowledge',
    { schema: { params, body: AcknowledgeRequest } },
    async (request) => {
      const { id } = request.params;
      const alert = await acknowledgeAlert(service.writer, id, request.body, request.operator);
      return showAlert(service, alert);
    },
  );
}
