import { Identifier, Uuid } from '../../../contracts/schemas.ts';
import * as Type from '../../../contracts/type.ts';
import { defineCommand } from '../../command.ts';
import { MessageText } from '../text.ts';
import { proveSent } from './prove-sent.ts';
import { sent } from './sent.ts';

/** The message has the command's id: clients know it from the 202, and messages are ordered by when their ids were made. */
export const sendMessage = defineCommand({
  name: 'send-message',
  title: 'Send message',
  description: 'Sends a message to a channel. The message’s id is the command’s id.',
  route: { method: 'POST', path: '/v1/channels/:channelId/messages' },
  parameters: Type.Object({ channelId: Identifier('The channel to send to.') }),
  body: Type.Object({ text: MessageText }, { additionalProperties: false }),
  aggregate: { type: 'channel', id: 'channelId' },
  event: {
    domain: 'chat',
    name: 'message-sent',
    version: 1,
    data: Type.Object({
      channelId: Identifier('The channel.'),
      messageId: Uuid('The message.'),
      text: MessageText,
    }),
  },
  search: [
    { name: 'channel', from: { data: 'channelId' } },
    { name: 'author', from: 'actor' },
    { name: 'text', from: { data: 'text' } },
  ],
  creates: 'messageId',
  resource: '/v1/channels/:channelId/messages/:messageId',
  history: {
    field: sent,
    write: ({ data: { channelId, messageId, text } }) => ({
      key: { channelId, messageId },
      values: { text },
    }),
    prove: proveSent,
  },
  decide: ({ id, parameters, body }) => ({
    accepted: { channelId: parameters.channelId, messageId: id, text: body.text },
  }),
});
