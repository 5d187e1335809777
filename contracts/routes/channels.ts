import { Channel, MemberPage, Message, MessagePage } from '../chat.ts';
import { POSITION_PATTERN } from '../position.ts';
import { Identifier } from '../schemas.ts';
import * as Type from '../type.ts';
import { PageCursor, PageLimit, UuidParameter } from './parameters.ts';
import { defineRoutes } from './route.ts';

const channel = { channelId: Identifier('The channel.') };
const page = Type.Object({ limit: PageLimit(1_000), cursor: PageCursor });

/** How current the answer of a read is. */
const headers = {
  'Waybill-Behind': Type.Enum(['no', 'yes', 'unknown'], {
    description:
      '`no`: no event of the channel was pending. `yes`: some are. `unknown`: the log cannot be read.',
  }),
  'Waybill-Applied-Position': Type.String({
    pattern: POSITION_PATTERN,
    description: 'The position up to which every event of the channel was applied or dead-lettered.',
  }),
};

/** The read routes of the chat domain. */
export const channelRoutes = defineRoutes({
  'read-channel': {
    method: 'GET',
    path: '/v1/channels/:channelId',
    summary: 'Read a channel',
    description: 'A channel that was created, with the number of its members.',
    permission: 'channels:read',
    params: Type.Object(channel),
    answers: { 200: { description: 'The channel.', schema: Channel, headers } },
    problems: ['not-found'],
  },
  'list-members': {
    method: 'GET',
    path: '/v1/channels/:channelId/members',
    summary: 'List the members of a channel',
    description: 'Members ordered by id. Empty for an unknown channel.',
    permission: 'channels:read',
    params: Type.Object(channel),
    query: page,
    answers: { 200: { description: 'A page of members.', schema: MemberPage, headers } },
    problems: ['invalid-cursor'],
  },
  'list-messages': {
    method: 'GET',
    path: '/v1/channels/:channelId/messages',
    summary: 'List the messages of a channel',
    description:
      'Messages newest first, deleted ones marked and without text. Empty for an unknown channel. Following `next` shows every message once, even if others are written meanwhile; a page of very long messages may end before its limit.',
    permission: 'channels:read',
    params: Type.Object(channel),
    query: page,
    answers: { 200: { description: 'A page of messages.', schema: MessagePage, headers } },
    problems: ['invalid-cursor'],
  },
  'read-message': {
    method: 'GET',
    path: '/v1/channels/:channelId/messages/:messageId',
    summary: 'Read a message',
    description: 'One message; a deleted one is marked and has no text.',
    permission: 'channels:read',
    params: Type.Object({
      ...channel,
      messageId: UuidParameter('The message: the id of the command that sent it.'),
    }),
    answers: { 200: { description: 'The message.', schema: Message, headers } },
    problems: ['not-found'],
  },
});
