import { serveWriting } from '../../../adapters/sqlite/projection/write-store.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { counterSchema } from './counter-schema.ts';
import type { Counted } from './counter-store.ts';

serveWriting<readonly Counted[]>(counterSchema, (database) => {
  const count = database.prepare(
    'INSERT INTO counted (position, type, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const isRefused = database.prepare('SELECT 1 FROM refused WHERE type = ?');
  return {
    apply(events) {
      const now = Date.now();
      for (const { position, type } of events) {
        if (isRefused.get(type)) throw new StoreFailure('poison', 'TYPE_REFUSED', `${type} is not counted.`);
        count.run(position, type, now);
      }
    },
  };
});
