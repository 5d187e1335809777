// @ts-check
import { SetupError } from './setup-error.mjs';

/** What `npm start` can start. */
export const knownRoles = ['nats', 'cassandra', 'gateway', 'worker:history', 'operations', 'console'];
const stores = ['sqlite', 'cassandra'];

const usage = `npm start -- [--roles <role>,…] [--history sqlite|cassandra] [--json]
  --roles    start only these: ${knownRoles.join(', ')}
  --history  the store behind the history: sqlite, or cassandra (CASSANDRA_CONTACT_POINTS, else a node of its own)
  --json     print one JSON line when everything is ready, and nothing else, to standard output
Settings are environment variables; docs/configuration.md lists them.`;

/**
 * What the environment says.
 * @typedef {object} Given
 * @property {string | undefined} natsUrl
 * @property {string | undefined} operationsUrl
 * @property {string | undefined} history
 * @property {string | undefined} cassandraContactPoints
 */

/**
 * What to start, from the command line and the environment. Throws SetupError for what can't be meant.
 * @param {string[]} args
 * @param {Given} given
 * @returns {{ json: boolean, roles: string[], whole: boolean, history: string }} `whole` when the roles were not chosen
 *   one by one
 */
export function parseStartArguments(args, given) {
  let json = false;
  let history = given.history || 'sqlite';
  /** @type {string | undefined} */
  let list;
  for (let index = 0; index < args.length; index += 1) {
    const [option = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    const value = () => inline ?? args[++index] ?? '';
    if (option === '--json' && inline === undefined) json = true;
    else if (option === '--roles') list = value();
    else if (option === '--history') history = value();
    else throw new SetupError(`${args[index]} is not an option of npm start.\n${usage}`);
  }
  if (!stores.includes(history)) {
    throw new SetupError(`--history takes ${stores.join(' or ')}, not ${JSON.stringify(history)}.`);
  }
  const ownCassandra = history === 'cassandra' && !given.cassandraContactPoints;
  if (list !== undefined) {
    return { json, roles: chosenRoles(list, given, ownCassandra), whole: false, history };
  }
  const elsewhere = [given.natsUrl ? 'nats' : '', ownCassandra ? '' : 'cassandra'];
  return { json, roles: knownRoles.filter((role) => !elsewhere.includes(role)), whole: true, history };
}

/**
 * @param {string} list
 * @param {Given} given
 * @param {boolean} ownCassandra whether the history is in a node that is started here
 */
function chosenRoles(list, { natsUrl, operationsUrl, cassandraContactPoints }, ownCassandra) {
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
  if (chosen.has('cassandra') && cassandraContactPoints) {
    throw new SetupError(
      'CASSANDRA_CONTACT_POINTS names a cluster that runs elsewhere and --roles starts a node here: leave one out.',
    );
  }
  const services = [...chosen].filter((role) => !['nats', 'cassandra', 'console'].includes(role));
  if (services.length > 0 && !natsUrl && !chosen.has('nats')) {
    throw new SetupError(
      `Roles started alone need a log: set NATS_URL to the server's address (such as nats://127.0.0.1:7422), or add nats to --roles.`,
    );
  }
  if (services.length > 0 && ownCassandra && !chosen.has('cassandra')) {
    throw new SetupError(
      'Roles started alone need their Cassandra: set CASSANDRA_CONTACT_POINTS to its address (such as 127.0.0.1:7442), or add cassandra to --roles.',
    );
  }
  return knownRoles.filter((role) => chosen.has(role));
}
