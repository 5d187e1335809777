import type { DatabaseSync } from 'node:sqlite';
import type { AppliedBy } from '../../../contracts/ports/applied-ranges.ts';

/** Many rare values would fill memory: beyond this number the cache is emptied. */
const MAX_REMEMBERED = 10_000;

function remembered<Key extends string, Value>(look: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const found = look(key);
    if (found !== undefined) known.set(key, found);
    return found;
  };
}

/** The numbers of names; new names are written. After a rollback it needs a new connection. */
export function nameWriter(database: DatabaseSync) {
  const find = database.prepare('SELECT name FROM names WHERE text = ?');
  const add = database.prepare('INSERT INTO names (text) VALUES (?)');
  return remembered((text: string) => Number(find.get(text)?.name ?? add.run(text).lastInsertRowid));
}

/** The names of these numbers. */
export function nameReader(database: DatabaseSync) {
  const find = database.prepare('SELECT text FROM names WHERE name = ?');
  const read = remembered((name: string) => find.get(Number(name))?.text as string | undefined);
  return (name: unknown): string => read(String(name)) ?? '';
}

/** The number of an epoch; a new epoch is written. */
export function epochWriter(database: DatabaseSync) {
  const find = epochFinder(database);
  const add = database.prepare(
    'INSERT INTO epochs (generation, partition, projection, epoch_id) VALUES (?, ?, ?, ?)',
  );
  const known = remembered((key: string) => {
    const by = JSON.parse(key) as AppliedBy;
    const { generation, partition, projection, epochId } = by;
    return find(by) ?? Number(add.run(generation, partition, projection, epochId).lastInsertRowid);
  });
  return (by: AppliedBy): number =>
    known(
      JSON.stringify({
        projection: by.projection,
        epochId: by.epochId,
        generation: by.generation,
        partition: by.partition,
      }),
    );
}

export function epochFinder(database: DatabaseSync) {
  const find = database.prepare(
    'SELECT epoch FROM epochs WHERE generation = ? AND partition = ? AND projection = ? AND epoch_id = ?',
  );
  return ({ generation, partition, projection, epochId }: AppliedBy): number | undefined =>
    find.get(generation, partition, projection, epochId)?.epoch as number | undefined;
}
