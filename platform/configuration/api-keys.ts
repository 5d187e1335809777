import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dataPaths } from './data-paths.ts';
import { callerPattern, keyPattern } from './key-patterns.ts';
import { BadSetting } from './setting.ts';
import type { Settings } from './settings.ts';

/** A caller of the API and the key it uses. */
export interface ApiKey {
  caller: string;
  key: string;
}

/**
 * The keys of the API: those in WAYBILL_API_KEYS, or else those in the data folder, where the first start puts one
 * development key. Safe to call from several processes at once: all get the same keys. Throws BadSetting if the file is
 * invalid.
 */
export function loadApiKeys(settings: Settings): ApiKey[] {
  return loadKeys(settings.apiKeys, dataPaths(settings.dataDir).apiKeys, 'developer', 'wb_dev_');
}

/** As `loadApiKeys`, for the operations API: the keys in WAYBILL_OPERATOR_KEYS, or else one made at the first start. */
export function loadOperatorKeys(settings: Settings): ApiKey[] {
  return loadKeys(settings.operatorKeys, dataPaths(settings.dataDir).operatorKeys, 'operator', 'wb_ops_');
}

function loadKeys(given: string, file: string, caller: string, prefix: string): ApiKey[] {
  if (given !== '') return given.split(',').map(readPair);
  return readFile(file) ?? createFile(file, caller, prefix);
}

function readPair(pair: string): ApiKey {
  const colon = pair.indexOf(':');
  return { caller: pair.slice(0, colon), key: pair.slice(colon + 1) };
}

function readFile(file: string): ApiKey[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const keys = parse(text);
  if (keys) return keys;
  throw new BadSetting(
    `${file} does not hold {"keys":[{"caller":"…","key":"…"}]} with at least one key, each of 16 to 256 printable ASCII characters without spaces and commas. Correct the file, or remove it to get a new key.`,
  );
}

function parse(text: string): ApiKey[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys: ApiKey[] };
    const whole = keys.every(
      ({ caller, key }) => callerPattern.test(caller) && typeof key === 'string' && keyPattern.test(key),
    );
    return whole && keys.length > 0 ? keys.map(({ caller, key }) => ({ caller, key })) : undefined;
  } catch {
    return undefined;
  }
}

/** A link, unlike a rename, fails if another process was first. A file that exists is always complete. */
function createFile(file: string, caller: string, prefix: string): ApiKey[] {
  mkdirSync(dirname(file), { recursive: true });
  const key = `${prefix}${randomBytes(24).toString('base64url')}`;
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify({ keys: [{ caller, key }] })}\n`, {
    mode: 0o600,
    flush: true,
  });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFile(file) ?? [];
}
