import type { HistoryRow, Written } from '../../contracts/ports/history-store.ts';
import { fieldIn, writtenIn } from '../history/field.ts';
import { created } from './create-channel/created.ts';

interface StoredChannel {
  channelId: string;
  title: string;
  creator: string;
  created: Written;
}

/** The channel in its row; null if it is not created. */
export function channelOf([row]: readonly HistoryRow[]): StoredChannel | null {
  const creation = fieldIn(row, created);
  if (!row || !creation) return null;
  const { title, creator } = creation.values;
  return { channelId: row.key.channelId!, title, creator, created: writtenIn(row, created)! };
}
