import { createHash } from 'node:crypto';

/** A table's id (a UUID of version 8), always the same for one name: see docs/adr/0005. */
export function tableId(keyspace: string, table: string): string {
  const digest = createHash('sha256').update(`waybill history ${keyspace}.${table}`).digest('hex');
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
