const CASSANDRA_PORT = 9042;

const ONE = String.raw`(?:\[[0-9A-Fa-f:.]+\]|[^\s,:[\]]+)(?::[1-9][0-9]{0,4})?`;

/** What CASSANDRA_CONTACT_POINTS takes; an IPv6 address stands in brackets. */
export const contactPointsPattern = new RegExp(`^${ONE}(?:,${ONE})*$`);

/** Each as `host:port` or `[IPv6]:port`, and its port. */
export const contactPointsOf = (list: string): { point: string; port: number }[] =>
  list.split(',').map((text) => {
    const port = /:([0-9]+)$/.exec(text.replace(/^\[.*\]/, ''))?.[1];
    return port === undefined
      ? { point: `${text}:${CASSANDRA_PORT}`, port: CASSANDRA_PORT }
      : { point: text, port: Number(port) };
  });
