const CASSANDRA_PORT = 9042;

const ONE = String.raw`(?:\[[0-9A-Fa-f:.]+\]|[^\s,:[\]/@]+)(?::[1-9][0-9]{0,4})?`;

/** The format of CASSANDRA_CONTACT_POINTS. An IPv6 address is in brackets. */
export const contactPointsPattern = new RegExp(`^${ONE}(?:,${ONE})*$`);

/** Each contact point as `host:port` or `[IPv6]:port`, and its port. */
export const contactPointsOf = (list: string): { point: string; port: number }[] =>
  list.split(',').map((text) => {
    const port = /:([0-9]+)$/.exec(text.replace(/^\[.*\]/, ''))?.[1];
    return port === undefined
      ? { point: `${text}:${CASSANDRA_PORT}`, port: CASSANDRA_PORT }
      : { point: text, port: Number(port) };
  });
