import { Identifier, Nullable, Timestamp, Uuid } from './schemas.ts';
import * as Type from './type.ts';

/** The query service's answers: the read side of the chat domain. */
export const Message = Type.Object(
  {
    messageId: Uuid('The id of the message, which is the id of the command that sent it.'),
    channelId: Identifier('The channel it was sent to.'),
    author: Type.String(),
    text: Type.String({ description: 'Empty when the message was deleted.' }),
    sentAt: Timestamp('When the message was accepted.'),
    editedAt: Nullable(Timestamp('When the newest edit was accepted.')),
    deleted: Type.Boolean(),
  },
  { $id: 'Message' },
);

export type Message = Type.Static<typeof Message>;

export const MessagePage = Type.Object(
  {
    messages: Type.Array(Message, { description: 'Newest first.' }),
    next: Nullable(Type.String({ description: 'The cursor of the next, older page; null on the last.' })),
  },
  { $id: 'MessagePage' },
);

export type MessagePage = Type.Static<typeof MessagePage>;

export const Channel = Type.Object(
  {
    channelId: Identifier('The channel.'),
    title: Type.String(),
    creator: Type.String(),
    createdAt: Timestamp('When its creation was accepted.'),
    members: Type.Integer({ description: 'How many members have joined.' }),
  },
  { $id: 'Channel' },
);

export type Channel = Type.Static<typeof Channel>;

const Member = Type.Object({
  memberId: Type.String(),
  joinedAt: Timestamp('When the first join was accepted.'),
});

export const MemberPage = Type.Object(
  {
    members: Type.Array(Member, { description: 'Ordered by id.' }),
    next: Nullable(Type.String({ description: 'The cursor of the next page; null on the last.' })),
  },
  { $id: 'MemberPage' },
);

export type MemberPage = Type.Static<typeof MemberPage>;
