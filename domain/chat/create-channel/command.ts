import { Identifier } from '../../../contracts/schemas.ts';
import * as Type from '../../../contracts/type.ts';
import { defineCommand } from '../../command.ts';
import { Title } from '../text.ts';
import { created } from './created.ts';
import { proveCreated } from './prove-created.ts';

/** The first creation in the log creates the channel. Only the projection knows which is first, so it rejects later ones. */
export const createChannel = defineCommand({
  name: 'create-channel',
  title: 'Create channel',
  description:
    'Creates a channel with a title. The first creation wins; a later one that differs is rejected.',
  route: { method: 'PUT', path: '/v1/channels/:channelId' },
  parameters: Type.Object({ channelId: Identifier('The channel id, chosen by the client.') }),
  body: Type.Object({ title: Type.Optional(Title) }, { additionalProperties: false }),
  aggregate: { type: 'channel', id: 'channelId' },
  event: {
    domain: 'chat',
    name: 'channel-created',
    version: 1,
    data: Type.Object({ channelId: Identifier('The channel.'), title: Title }),
  },
  search: [
    { name: 'channel', from: { data: 'channelId' } },
    { name: 'author', from: 'actor' },
  ],
  resource: '/v1/channels/:channelId',
  historyMayReject: true,
  history: {
    field: created,
    write: ({ data, actor }) => ({
      key: { channelId: data.channelId },
      values: { title: data.title, creator: actor },
    }),
    prove: proveCreated,
  },
  decide: ({ parameters, body }) => ({
    accepted: { channelId: parameters.channelId, title: body.title ?? parameters.channelId },
  }),
});
