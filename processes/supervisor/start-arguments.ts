import type { Settings } from '../../platform/configuration/settings.ts';
import type { Registry } from '../../workers/registry.ts';
import { checkStores, serversOf, withStore } from '../roles/choose-stores.ts';
import { roleTable } from '../roles/role-table.ts';
import { StartError } from './start-error.ts';

type Given = Pick<Settings, 'natsUrl' | 'operationsUrl' | 'stores' | 'cassandraContactPoints'>;

/** What `npm start` starts. */
interface StartArguments {
  json: boolean;
  roles: string[];
  /** True if `--roles` was not given. */
  whole: boolean;
  /** In the form of WAYBILL_STORES. */
  stores: string;
}

/**
 * All roles that `npm start` can start, in the order shown: other programs' servers, Waybill's own roles, the console.
 */
export const knownRoles = (projections: Registry): string[] => [
  'nats',
  'cassandra',
  ...roleTable(projections).map(({ name }) => name),
  'console',
];

/** The text of `npm start -- --help`. */
export function startUsage(projections: Registry): string {
  const stores = projections.map(({ name, stores }) => ({ name, choice: Object.keys(stores).join('|') }));
  const servers = projections.some(({ stores }) => Object.values(stores).some(({ server }) => server));
  return [
    'npm start -- [options]',
    '',
    'Starts Waybill and keeps it running until Ctrl-C.',
    '',
    `  --roles    start only these: ${knownRoles(projections).join(', ')}`,
    ...stores.map(
      ({ name, choice }) => `  --${name.padEnd(7)}  the store behind the projection ${name}: ${choice}`,
    ),
    ...(servers
      ? ['             (cassandra: the cluster in CASSANDRA_CONTACT_POINTS, or else a local node)']
      : []),
    '  --json     print only one JSON line to standard output, when everything is ready',
    '  --help     this text',
    '',
    'Settings are environment variables; docs/configuration.md lists them.',
    'Example: NATS_URL=nats://127.0.0.1:7422 npm start -- --roles gateway,operations',
  ].join('\n');
}

/**
 * What to start, from the command line and the settings. Throws StartError or BadSetting if they contradict each other
 * or name something unknown.
 */
export function parseStartArguments(args: string[], given: Given, projections: Registry): StartArguments {
  let json = false;
  let { stores } = given;
  let list: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const [option = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    const value = () => inline ?? args[++index] ?? '';
    const projection = projections.find(({ name }) => option === `--${name}`);
    if (option === '--json' && inline === undefined) json = true;
    else if (option === '--roles') list = value();
    else if (projection) {
      const store = value();
      const names = Object.keys(projection.stores);
      if (!names.includes(store))
        throw new StartError(`${option} takes ${names.join(' or ')}, not ${JSON.stringify(store)}.`);
      stores = withStore(stores, projection.name, store);
    } else throw new StartError(`${args[index]} is not an option of npm start.\n${startUsage(projections)}`);
  }
  checkStores(projections, { stores });
  const ownCassandra = serversOf(projections, { stores }).has('cassandra') && !given.cassandraContactPoints;
  const known = knownRoles(projections);
  if (list !== undefined)
    return { json, roles: chosenRoles(list, known, given, ownCassandra), whole: false, stores };
  const elsewhere = [given.natsUrl ? 'nats' : '', ownCassandra ? '' : 'cassandra'];
  return { json, roles: known.filter((role) => !elsewhere.includes(role)), whole: true, stores };
}

/** `ownCassandra`: whether a store uses a Cassandra node that this start must run. */
function chosenRoles(
  list: string,
  known: readonly string[],
  { natsUrl, operationsUrl, cassandraContactPoints }: Given,
  ownCassandra: boolean,
): string[] {
  const chosen = new Set(list.split(',').filter((role) => role !== ''));
  const unknown = [...chosen].filter((role) => !known.includes(role));
  if (chosen.size === 0 || unknown.length > 0) {
    const is = unknown.length > 0 ? `${unknown.join(', ')} is not a role` : '--roles names no role';
    throw new StartError(`${is}; the roles are ${known.join(', ')}.`);
  }
  // The console shows data of the operations service, so it starts one unless WAYBILL_OPERATIONS_URL names one.
  if (chosen.has('console') && !operationsUrl) chosen.add('operations');
  if (chosen.has('nats') && natsUrl)
    throw new StartError(
      'NATS_URL names a server that runs elsewhere, but --roles starts one here. Leave one out.',
    );
  if (chosen.has('cassandra') && cassandraContactPoints)
    throw new StartError(
      'CASSANDRA_CONTACT_POINTS names a cluster that runs elsewhere, but --roles starts a node here. Leave one out.',
    );
  const services = [...chosen].filter((role) => !['nats', 'cassandra', 'console'].includes(role));
  if (services.length > 0 && !natsUrl && !chosen.has('nats'))
    throw new StartError(
      `These roles need a log. Set NATS_URL to the server's address (such as nats://127.0.0.1:7422), or add nats to --roles.`,
    );
  if (services.length > 0 && ownCassandra && !chosen.has('cassandra'))
    throw new StartError(
      'These roles need Cassandra. Set CASSANDRA_CONTACT_POINTS to its address (such as 127.0.0.1:7442), or add cassandra to --roles.',
    );
  return known.filter((role) => chosen.has(role));
}
