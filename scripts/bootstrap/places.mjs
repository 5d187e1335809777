// @ts-check
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder for downloaded and built tools: `WAYBILL_CACHE_DIR`, or else `.cache` in the checkout. */
export function cacheFolder() {
  const chosen = process.env.WAYBILL_CACHE_DIR;
  return chosen ? resolve(chosen) : join(root, '.cache');
}
