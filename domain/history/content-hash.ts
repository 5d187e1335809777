import { createHash } from 'node:crypto';
import type {
  HistoryEntity,
  HistoryField,
  HistoryRow,
  StoredField,
} from '../../contracts/ports/history-store.ts';
import { countingRows } from './counting-rows.ts';
import { fieldsOf } from './fields.ts';

const MODULUS = 1n << 256n;

/**
 * A hash of a history's content, independent of the order in which a store reads it: the sum of the SHA-256 of its rows,
 * modulo 2^256. A row is its entity's name, its key and actor, and for each written field: name, version, acceptedAt,
 * values. The time of writing does not count.
 *
 * In a row with an erasing field, the erased fields have no values, and those whose highest version wins don't count: a
 * later write to them is rejected, whether it was ever applied or not.
 */
export class HistoryContentHash {
  #sum = 0n;

  /** Takes all rows of one entity. */
  add(entity: HistoryEntity, rows: readonly HistoryRow[]): void {
    const fields = fieldsOf(entity);
    for (const row of countingRows(entity, rows)) {
      const erased = new Set(fields.filter(({ name }) => row.fields[name]).flatMap(({ erases }) => erases));
      const content = fields
        .filter((field) => row.fields[field.name] && !(erased.has(field) && field.wins === 'highest'))
        .map((field) => contentOf(field, row.fields[field.name]!, erased.has(field)));
      if (content.length > 0) this.#addRow([entity.name, Object.values(row.key), row.actor, content]);
    }
  }

  #addRow(content: unknown): void {
    const row = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${row}`)) % MODULUS;
  }

  digest(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}

const contentOf = ({ name, values }: HistoryField, stored: StoredField, isErased: boolean): unknown[] => [
  name,
  stored.version,
  stored.acceptedAt,
  ...(isErased ? [] : values.map((value) => stored.values[value])),
];
