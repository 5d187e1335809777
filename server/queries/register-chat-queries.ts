import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { settingsTable } from '../../platform/configuration/settings.ts';
import { type ChatQueryLimits, type ChatQueryRequest, chatQueryRoutes } from './chat-query-routes.ts';

export interface ChatQueryServices {
  store: HistoryStore;
  /** Says in the reply's headers how current the read is. */
  currency(channelId: string, reply: FastifyReply): Promise<void>;
  limits?: ChatQueryLimits;
}

const defaultLimits: ChatQueryLimits = { pageMaxCharacters: settingsTable.pageMaxCharacters.default };

/** Adds the reads of the chat to the service. Failures are left to its error handler. */
export function registerChatQueries(app: FastifyInstance, services: ChatQueryServices): void {
  const { store, currency, limits = defaultLimits } = services;
  for (const { method, path, parameters, answerBytes, answer } of chatQueryRoutes) {
    app.route({
      method,
      url: path,
      schema: { params: parameters },
      config: answerBytes ? { answerBytes: answerBytes(limits) } : {},
      handler: async (request, reply) => {
        const parameters = request.params as { channelId: string; messageId: string };
        const { limit, cursor } = request.query as { limit?: unknown; cursor?: unknown };
        const query: ChatQueryRequest = { ...parameters, limit, cursor };
        // Before the read: what was applied by then is in it; the other way round it might promise too much.
        await currency(query.channelId, reply);
        return answer(store, query, limits);
      },
    });
  }
}
