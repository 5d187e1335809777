/** The rows of the history as its store holds them, without the times of writing: versions are places in the log. */
export interface HistoryRows {
  messages: MessageRow[];
  channels: ChannelRow[];
  members: MemberRow[];
  /** Changes of messages that are not there. */
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

export interface ChannelRow {
  channelId: string;
  title: string;
  creator: string;
  created: number;
}

export interface MemberRow {
  channelId: string;
  memberId: string;
  joined: number;
}
