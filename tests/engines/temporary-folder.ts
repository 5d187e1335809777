import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

/** A new empty folder. Removed by `remove()`, or at the latest when the process exits. */
export function temporaryFolder(name = 'test'): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `waybill-${name}-`));
  const remove = () => {
    forget();
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  const forget = atExit(remove);
  return { path, remove };
}
