import Type from 'typebox';
import { Channel, MemberPage, Message, MessagePage } from '../../contracts/chat.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { Identifier, Uuid } from '../../contracts/schemas.ts';
import { listMembers } from './list-members.ts';
import { listMessages } from './list-messages.ts';
import { DEFAULT_PAGE_LIMIT, MAX_PAGE_LIMIT } from './page-limit.ts';
import { readChannel } from './read-channel.ts';
import { readMessage } from './read-message.ts';

/** A read of the chat: what OpenAPI says of it, and the answer. */
export interface ChatQueryRoute {
  method: 'GET';
  /** In the router's syntax: `:name`. */
  path: string;
  summary: string;
  description: string;
  parameters: Type.TObject;
  /** Null for a route that takes none. Parameters it does not name are ignored. */
  query: Type.TObject | null;
  response: Type.TSchema;
  /** How much memory an answer may take, of a page of so many characters; absent for one of little. */
  answerBytes?: (limits: ChatQueryLimits) => number;
  /** The problems it may answer with, beyond those any route has. */
  problems: readonly ('not-found' | 'invalid-cursor')[];
  /** Throws ProblemError and StoreFailure. */
  answer(store: HistoryStore, request: ChatQueryRequest, limits: ChatQueryLimits): Promise<unknown>;
}

/** The path's parameters, valid by their schema, and whatever the query holds. */
export type ChatQueryRequest = { channelId: string; messageId: string; limit?: unknown; cursor?: unknown };

export interface ChatQueryLimits {
  /** How much text a page of messages holds, in UTF-16 units. */
  pageMaxCharacters: number;
}

const channel = { channelId: Identifier('The channel.') };
const message = { ...channel, messageId: Uuid('The message: the id of the command that sent it.') };
const page = Type.Object({
  limit: Type.Optional(
    Type.String({
      pattern: '^[0-9]+$',
      description: `How many entries. Default ${DEFAULT_PAGE_LIMIT}, also for 0; more than ${MAX_PAGE_LIMIT} count as that.`,
      examples: [String(DEFAULT_PAGE_LIMIT)],
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      description: '`next` of the page before. Opaque; it stays valid as long as the list does.',
    }),
  ),
});

export const chatQueryRoutes: readonly ChatQueryRoute[] = [
  {
    method: 'GET',
    path: '/v1/channels/:channelId',
    summary: 'Read a channel',
    description: 'A channel that was created, with the number of its members.',
    parameters: Type.Object(channel),
    query: null,
    response: Channel,
    problems: ['not-found'],
    answer: readChannel,
  },
  {
    method: 'GET',
    path: '/v1/channels/:channelId/members',
    summary: 'List the members of a channel',
    description: 'Members in the order of their ids. Empty for a channel not known yet.',
    parameters: Type.Object(channel),
    query: page,
    response: MemberPage,
    problems: ['invalid-cursor'],
    answer: listMembers,
  },
  {
    method: 'GET',
    path: '/v1/channels/:channelId/messages',
    summary: 'List the messages of a channel',
    description:
      'Messages newest first, deleted ones as such and without text. Empty for a channel not known yet. Following `next` shows every message once, whatever is written meanwhile; a page of very long messages may end before its limit.',
    parameters: Type.Object(channel),
    query: page,
    response: MessagePage,
    problems: ['invalid-cursor'],
    // The texts as the store has them, as they are listed, as JSON, and on their way to the client.
    answerBytes: ({ pageMaxCharacters }) => 4 * pageMaxCharacters,
    answer: (store, request, { pageMaxCharacters }) => listMessages(store, request, pageMaxCharacters),
  },
  {
    method: 'GET',
    path: '/v1/channels/:channelId/messages/:messageId',
    summary: 'Read a message',
    description: 'One message; one that was deleted is shown as such, without its text.',
    parameters: Type.Object(message),
    query: null,
    response: Message,
    problems: ['not-found'],
    answer: readMessage,
  },
];
