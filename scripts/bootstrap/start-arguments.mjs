// @ts-check
import { SetupError } from './setup-error.mjs';

/** What `npm start` can start. */
export const knownRoles = ['nats', 'gateway', 'worker:history', 'operations', 'console'];

const usage = `npm start -- [--roles <role>,…] [--json]
  --roles   start only these: ${knownRoles.join(', ')}
  --json    print one JSON line when everything is ready, and nothing else, to standard output
Settings are environment variables; docs/configuration.md lists them.`;

/**
 * What to start, from the command line and the environment. Throws SetupError for what can't be meant.
 * @param {string[]} args
 * @param {{ natsUrl: string | undefined, operationsUrl: string | undefined }} given
 * @returns {{ json: boolean, roles: string[], whole: boolean }} `whole` when the roles were not chosen one by one
 */
export function parseStartArguments(args, { natsUrl, operationsUrl }) {
  let json = false;
  /** @type {string | undefined} */
  let list;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '--json') json = true;
    else if (argument === '--roles') list = args[++index] ?? '';
    else if (argument.startsWith('--roles=')) list = argument.slice('--roles='.length);
    else throw new SetupError(`${argument} is not an option of npm start.\n${usage}`);
  }
  if (list === undefined) {
    return { json, roles: knownRoles.filter((role) => role !== 'nats' || !natsUrl), whole: true };
  }
  return { json, roles: chosenRoles(list, natsUrl, operationsUrl), whole: false };
}

/**
 * @param {string} list
 * @param {string | undefined} natsUrl
 * @param {string | undefined} operationsUrl
 */
function chosenRoles(list, natsUrl, operationsUrl) {
  const chosen = new Set(list.split(',').filter((role) => role !== ''));
  const unknown = [...chosen].filter((role) => !knownRoles.includes(role));
  if (chosen.size === 0 || unknown.length > 0) {
    const is = unknown.length > 0 ? `${unknown.join(', ')} is no role` : '--roles names no role';
    throw new SetupError(`${is}; the roles are ${knownRoles.join(', ')}.`);
  }
  // The console's pages are served from the operations service: without one elsewhere it brings its own.
  if (chosen.has('console') && !operationsUrl) chosen.add('operations');
  if (chosen.has('nats') && natsUrl) {
    throw new SetupError(
      'NATS_URL names a server that runs elsewhere and --roles starts one here: leave one out.',
    );
  }
  const needsLog = [...chosen].some((role) => role !== 'nats' && role !== 'console');
  if (needsLog && !natsUrl && !chosen.has('nats')) {
    throw new SetupError(
      `Roles started alone need a log: set NATS_URL to the server's address (such as nats://127.0.0.1:7422), or add nats to --roles.`,
    );
  }
  return knownRoles.filter((role) => chosen.has(role));
}
