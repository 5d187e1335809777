import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { copyIdentity, countAccounts, restoreIdentity } from '../adapters/sqlite/identity/copy-identity.ts';
import { lockDataFolder } from '../adapters/sqlite/thread/lock-data-folder.ts';
import { dataPaths } from '../platform/configuration/data-paths.ts';
import { BadSetting } from '../platform/configuration/setting.ts';
import { readSettings, type Settings } from '../platform/configuration/settings.ts';
import { readSetUpToken, writeSetUpToken } from '../server/identity/set-up-link.ts';

const usage = `npm run identity -- backup FILE | restore FILE | reset-admin

The accounts of people, with their passwords (hashed) and roles. They are in identity.sqlite of the data folder (WAYBILL_DATA_DIR), and, unlike
every other file there, can't be made again from the log.

  backup FILE    copies them to FILE, also while Waybill runs. Treat the copy as a secret
  restore FILE   puts the copy in their place; all sessions end. Stop Waybill first
  reset-admin    prints a link that makes you an admin, also if nobody can sign in any more. It works once
  --help         this text

Example: npm run identity -- backup identity-2026-12-01.sqlite`;

const EXIT_USAGE = 64;
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean' } },
  });
  if (values.help) return say(usage);
  const settings = readSettings();
  const [command, file, ...more] = positionals;
  if (command === 'backup' && file !== undefined && more.length === 0) return copyOut(settings, file);
  if (command === 'restore' && file !== undefined && more.length === 0) return putBack(settings, file);
  if (command === 'reset-admin' && file === undefined) return resetAdmin(settings);
  throw new BadSetting(usage);
}

async function copyOut({ dataDir }: Settings, file: string): Promise<void> {
  const { identity } = dataPaths(dataDir);
  if (!existsSync(identity)) throw new BadSetting(`There are no accounts yet: ${identity} does not exist.`);
  if (existsSync(file)) throw new BadSetting(`${file} exists. Give another name.`);
  await copyIdentity(identity, file);
  say(`Copied the accounts to ${file}. Treat it as a secret.`);
}

function putBack({ dataDir }: Settings, file: string): void {
  const { identity, lock } = dataPaths(dataDir);
  const people = countAccounts(file);
  if (people === undefined) throw new BadSetting(`${file} holds no accounts of Waybill.`);
  const held = lockDataFolder(lock);
  try {
    restoreIdentity(file, identity);
  } finally {
    held.release();
  }
  say(`Restored ${people} accounts. Everybody signs in again.`);
}

function resetAdmin({ dataDir, consoleUrl, consolePort }: Settings): void {
  const { setUpToken } = dataPaths(dataDir);
  writeSetUpToken(setUpToken);
  const origin = consoleUrl || `http://127.0.0.1:${consolePort}`;
  say('Open this link within reach of the console. It makes you an admin, and works once:');
  say(`  ${origin}/set-up#${readSetUpToken(setUpToken)}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof BadSetting || error instanceof TypeError ? EXIT_USAGE : 1;
}
