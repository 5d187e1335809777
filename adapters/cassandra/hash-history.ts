import { HistoryContentHash } from '../../domain/history/content-hash.ts';
import { RowGroups } from '../../domain/history/group-rows.ts';
import type { CassandraLink } from './cassandra-link.ts';
import type { HistoryStatements } from './history-statements.ts';

/** The port's content hash. It reads everything, page by page, so it is exact only while nobody writes. */
export async function hashHistory(link: CassandraLink, cql: HistoryStatements): Promise<string> {
  const hash = new HistoryContentHash();
  for (const entity of cql.entities) {
    const { read, all } = cql.reads.get(entity.name)!;
    const groups = new RowGroups();
    for await (const row of link.rows(all, [])) hash.add(entity, groups.add(read(row)) ?? []);
    hash.add(entity, groups.end());
  }
  return hash.digest();
}
