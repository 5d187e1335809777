/** Who Waybill is to a server that asks for a user or a token. */
export type NatsLogin =
  | { kind: 'none' }
  | { kind: 'password'; user: string; password: string }
  | { kind: 'token'; token: string };

/** One server of the log, as its URL names it. */
export interface NatsServerAddress {
  /** Without the brackets of an IPv6 address. */
  host: string;
  port: number;
  /** The path of a WebSocket; `/` for others. */
  path: string;
  /** The login in the server's own URL. It counts before the login for all servers. */
  login: NatsLogin;
}

/** Where the log is, and how a connection to it is made. Files are read again at each connection: they may be replaced. */
export interface NatsTarget {
  servers: readonly NatsServerAddress[];
  transport: 'tcp' | 'websocket';
  /** The login at servers whose URL has none. */
  login: NatsLogin;
  /** A file of credentials (JWT and seed); empty for none. */
  credentialsFile: string;
  /** A seed, or a file that holds one; empty for none. */
  nkey: string;
  tls: {
    /** TLS or nothing. If false, TLS is used where a server offers it. */
    required: boolean;
    /** TLS begins before the server's first word (`handshake_first`). */
    first: boolean;
    /** Files in PEM; empty for none. */
    caFile: string;
    certificateFile: string;
    keyFile: string;
  };
}
