import type { FastifyInstance } from 'fastify';
import { apiKeyRoutes } from '../../../contracts/routes/operations/api-keys.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { type ApiKeyService, createApiKey, revokeApiKey, rotateApiKey } from './api-key-service.ts';
import { showApiKey } from './show-api-key.ts';

export function registerApiKeys(app: FastifyInstance, service: ApiKeyService): void {
  registerRoutes(app, apiKeyRoutes, {
    async 'list-api-keys'() {
      await service.keys.catchUp();
      const now = Date.now();
      return { keys: service.keys.all.map(({ record }) => showApiKey(record, now)) };
    },
    async 'create-api-key'({ body, principal }, reply) {
      reply.code(201);
      return createApiKey(service, body, principal.id);
    },
    'rotate-api-key': ({ params, body, principal }) =>
      rotateApiKey(service, params.keyId, body, principal.id),
    'revoke-api-key': ({ params, body, principal }) =>
      revokeApiKey(service, params.keyId, body, principal.id),
  });
}
