import { Identifier, Uuid } from '../../../contracts/schemas.ts';
import * as Type from '../../../contracts/type.ts';
import { defineCommand } from '../../command.ts';
import { MessageText } from '../text.ts';
import { edited } from './edited.ts';
import { proveEdited } from './prove-edited.ts';

/** The author of a message is state. So the projection checks it, and accepting an edit needs no database. */
export const editMessage = defineCommand({
  name: 'edit-message',
  title: 'Edit message',
  description:
    'Replaces the text of a message. The command is rejected if the caller is not the author or the message was deleted.',
  route: { method: 'PATCH', path: '/v1/channels/:channelId/messages/:messageId' },
  parameters: Type.Object({
    channelId: Identifier('The channel the message is in.'),
    messageId: Uuid('The message.'),
  }),
  body: Type.Object({ text: MessageText }, { additionalProperties: false }),
  aggregate: { type: 'channel', id: 'channelId' },
  event: {
    domain: 'chat',
    name: 'message-edited',
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
    { name: 'message', from: { data: 'messageId' } },
    { name: 'text', from: { data: 'text' } },
  ],
  resource: '/v1/channels/:channelId/messages/:messageId',
  historyMayReject: true,
  history: {
    field: edited,
    write: ({ data: { channelId, messageId, text } }) => ({
      key: { channelId, messageId },
      values: { text },
    }),
    prove: proveEdited,
  },
  decide: ({ parameters, body }) => ({
    accepted: {
      channelId: parameters.channelId,
      messageId: parameters.messageId.toLowerCase(),
      text: body.text,
    },
  }),
});
