import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { channelRoutes } from '../../contracts/routes/channels.ts';
import { settingsTable } from '../../platform/configuration/settings.ts';
import { registerRoutes } from '../http/register-routes.ts';
import { listMembers } from './list-members.ts';
import { listMessages } from './list-messages.ts';
import { readChannel } from './read-channel.ts';
import { readMessage } from './read-message.ts';

interface ChatQueryLimits {
  /** How much text a page of messages holds, in UTF-16 units. */
  pageMaxCharacters: number;
}

/** The reads of the history store that the queries use. */
export const READS = ['rows', 'list', 'count', 'messages'] as const;

interface ChatQueryServices {
  store: Pick<HistoryStore, (typeof READS)[number]>;
  /** Writes into the reply's headers how current the read is. */
  currency(channelId: string, reply: FastifyReply): Promise<void>;
  limits?: ChatQueryLimits;
}

const defaultLimits: ChatQueryLimits = { pageMaxCharacters: settingsTable.pageMaxCharacters.default };

/** Adds the reads of the chat to the service. Its error handler answers failures. */
export function registerChatQueries(app: FastifyInstance, services: ChatQueryServices): void {
  const { store, currency, limits = defaultLimits } = services;
  const { pageMaxCharacters } = limits;
  registerRoutes(app, channelRoutes, {
    // Read the currency first: the data then contains everything that the currency claims. In the other order it might claim
    // too much.
    'read-channel': async ({ params }, reply) => {
      await currency(params.channelId, reply);
      return readChannel(store, params);
    },
    'list-members': async ({ params, query }, reply) => {
      await currency(params.channelId, reply);
      return listMembers(store, { ...params, ...query });
    },
    'list-messages': {
      // The texts as the store returns them, as a list, as JSON, and as sent to the client.
      answerBytes: 4 * pageMaxCharacters,
      async handle({ params, query }, reply) {
        await currency(params.channelId, reply);
        return listMessages(store, { ...params, ...query }, pageMaxCharacters);
      },
    },
    'read-message': async ({ params }, reply) => {
      await currency(params.channelId, reply);
      return readMessage(store, params);
    },
  });
}
