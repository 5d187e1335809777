import { Identifier, Uuid } from '../../../contracts/schemas.ts';
import * as Type from '../../../contracts/type.ts';
import { defineCommand } from '../../command.ts';
import { deleted } from './deleted.ts';
import { proveDeleted } from './prove-deleted.ts';

export const deleteMessage = defineCommand({
  name: 'delete-message',
  title: 'Delete message',
  description: 'Deletes a message permanently. The command is rejected unless the caller is the author.',
  route: { method: 'DELETE', path: '/v1/channels/:channelId/messages/:messageId' },
  parameters: Type.Object({
    channelId: Identifier('The channel the message is in.'),
    messageId: Uuid('The message.'),
  }),
  body: null,
  aggregate: { type: 'channel', id: 'channelId' },
  event: {
    domain: 'chat',
    name: 'message-deleted',
    version: 1,
    data: Type.Object({ channelId: Identifier('The channel.'), messageId: Uuid('The message.') }),
  },
  search: [
    { name: 'channel', from: { data: 'channelId' } },
    { name: 'author', from: 'actor' },
    { name: 'message', from: { data: 'messageId' } },
  ],
  resource: '/v1/channels/:channelId/messages/:messageId',
  historyMayReject: true,
  history: {
    field: deleted,
    write: ({ data: { channelId, messageId } }) => ({ key: { channelId, messageId }, values: {} }),
    prove: proveDeleted,
  },
  decide: ({ parameters }) => ({
    accepted: { channelId: parameters.channelId, messageId: parameters.messageId.toLowerCase() },
  }),
});
