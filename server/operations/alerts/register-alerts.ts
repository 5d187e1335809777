import type { FastifyInstance } from 'fastify';
import { alertRoutes } from '../../../contracts/routes/operations/alerts.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { acknowledgeAlert, existingAlert } from './acknowledge-alert.ts';
import type { AlertService } from './alert-service.ts';
import { listRules } from './list-rules.ts';
import { listAlerts, showAlert } from './show-alert.ts';

const DEFAULT_LIMIT = 100;

/** Alerts, their rules and their owners: see docs/operations-api.md. */
export function registerAlerts(app: FastifyInstance, service: AlertService): void {
  const { writer } = service;
  registerRoutes(app, alertRoutes, {
    async 'list-alerts'({ query: { limit = DEFAULT_LIMIT } }) {
      await writer.log.catchUp();
      return listAlerts(service, limit);
    },
    async 'read-alert'({ params }) {
      await writer.log.catchUp();
      return showAlert(service, existingAlert(writer, params.id));
    },
    'acknowledge-alert': async ({ params, body, principal }) =>
      showAlert(service, await acknowledgeAlert(writer, params.id, body, principal.id)),
    async 'list-alert-rules'() {
      await writer.log.catchUp();
      return listRules(service);
    },
  });
}
