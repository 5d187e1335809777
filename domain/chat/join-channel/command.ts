import { Identifier } from '../../../contracts/schemas.ts';
import * as Type from '../../../contracts/type.ts';
import { defineCommand } from '../../command.ts';
import { proveField } from '../../history/prove-field.ts';
import { joined } from './joined.ts';

/** Callers join only for themselves, so the member is the actor and no parameter names one. */
export const joinChannel = defineCommand({
  name: 'join-channel',
  title: 'Join channel',
  description: 'Makes the caller a member of the channel. Joining again changes nothing.',
  route: { method: 'PUT', path: '/v1/channels/:channelId/members/me' },
  parameters: Type.Object({ channelId: Identifier('The channel to join.') }),
  body: null,
  aggregate: { type: 'channel', id: 'channelId' },
  event: {
    domain: 'chat',
    name: 'channel-joined',
    version: 1,
    data: Type.Object({ channelId: Identifier('The channel.') }),
  },
  search: [
    { name: 'channel', from: { data: 'channelId' } },
    { name: 'author', from: 'actor' },
  ],
  resource: '/v1/channels/:channelId/members',
  history: {
    field: joined,
    write: ({ data, actor }) => ({ key: { channelId: data.channelId, memberId: actor }, values: {} }),
    prove: proveField,
  },
  decide: ({ parameters }) => ({ accepted: { channelId: parameters.channelId } }),
});
