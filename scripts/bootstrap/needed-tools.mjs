// @ts-check

/**
 * The settings that decide which tools are needed.
 * @typedef {object} Given
 * @property {string | undefined} natsUrl
 * @property {string | undefined} stores
 * @property {string | undefined} cassandraContactPoints
 */

/**
 * Which tools the set-up must get for these arguments of `npm start`. Doesn't validate the arguments: the supervisor
 * does that, because it needs the registry of projections and so Node 24.
 * @param {string[]} args
 * @param {Given} given
 * @returns {{ json: boolean, natsServer: boolean, console: boolean, cassandra: boolean }}
 */
export function neededTools(args, { natsUrl, stores, cassandraContactPoints }) {
  if (args.includes('--help')) return { json: false, natsServer: false, console: false, cassandra: false };
  const words = args.flatMap((argument) => argument.split('='));
  const at = words.indexOf('--roles');
  const roles = at < 0 ? undefined : (words[at + 1] ?? '').split(',');
  const isChosen = (/** @type {string} */ role) => roles === undefined || roles.includes(role);
  // Cassandra is the value of `--<projection>`, or the store in `<projection>:<store>`.
  const namesCassandra = words.includes('cassandra') || /:cassandra(,|$)/.test(stores ?? '');
  return {
    json: words.includes('--json'),
    natsServer: isChosen('nats') && !natsUrl,
    console: isChosen('console'),
    cassandra:
      (roles === undefined ? namesCassandra : roles.includes('cassandra')) && !cassandraContactPoints,
  };
}
