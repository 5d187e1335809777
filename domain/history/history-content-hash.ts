import { createHash } from 'node:crypto';

type Field = string | number | null;

const MODULUS = 1n << 256n;

/**
 * A hash over the rows of a history, whatever order a store reads them in: the sum of the rows' SHA-256 modulo
 * 2^256. Fields are, in this order:
 * - `message`: channel, message, author, text, then version and acceptedAt of sent, edited, deleted
 * - `pending`: channel, message, actor, text kept for the edit, then version and acceptedAt of edited, deleted
 * - `channel`: channel, title, creator, version and acceptedAt of its creation
 * - `member`: channel, member, version and acceptedAt of the join
 *
 * Of a deleted message no edit counts: one that came after the delete is rejected, whether it was ever applied or not.
 */
export class HistoryContentHash {
  private sum = 0n;

  add(kind: 'message' | 'pending' | 'channel' | 'member', fields: readonly Field[]): void {
    const isDeleted = (kind === 'message' || kind === 'pending') && fields.at(-2) !== null;
    const counted = isDeleted ? [...fields.slice(0, -4), null, null, ...fields.slice(-2)] : fields;
    const row = createHash('sha256')
      .update(JSON.stringify([kind, ...counted]))
      .digest('hex');
    this.sum = (this.sum + BigInt(`0x${row}`)) % MODULUS;
  }

  digest(): string {
    return this.sum.toString(16).padStart(64, '0');
  }
}
