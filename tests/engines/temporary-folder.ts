import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder, removed by `remove()` or, when a test forgets it, as its process exits. */
export function temporaryFolder(name = 'test'): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `waybill-${name}-`));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  process.on('exit', remove);
  return { path, remove };
}
