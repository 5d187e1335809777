import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** The Chromium to test with; undefined where there is none. */
function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM_BIN) return environment.CHROMIUM_BIN;
  const folders = ['/usr/bin', ...(environment.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'chromium')).find((path) => existsSync(path));
}

/** For `test`'s options: why a test that needs a browser is skipped; false when it isn't. */
export const skipWithoutChromium: string | false =
  findChromium() === undefined && 'no Chromium: set CHROMIUM_BIN';

export async function launchChromium(extraArguments: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium: set CHROMIUM_BIN.');
  // Chromium's own sandbox refuses to start for root, as which tests often run.
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...extraArguments];
  return await chromium.launch({ executablePath, args });
}
