import type { HistoryRow, Written } from '../../contracts/ports/history-store.ts';
import { writtenIn } from '../history/field.ts';
import { joined } from './join-channel/joined.ts';

interface StoredMember {
  memberId: string;
  joined: Written;
}

export const memberOf = (row: HistoryRow): StoredMember => ({
  memberId: row.key.memberId!,
  joined: writtenIn(row, joined)!,
});
