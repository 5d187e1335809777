/** The rows of the history's store, without write times. A version is a position in the log. */
export interface HistoryRows {
  messages: MessageRow[];
  channels: ChannelRow[];
  members: MemberRow[];
  /** Changes of messages that don't exist. */
  orphans: number;
}

export interface MessageRow {
  channelId: string;
  messageId: string;
  author: string;
  text: string;
  sent: number;
  edited: number | null;
  deleted: number | null;
}

interface ChannelRow {
  channelId: string;
  title: string;
  creator: string;
  created: number;
}

interface MemberRow {
  channelId: string;
  memberId: string;
  joined: number;
}
