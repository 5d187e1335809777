/** What Node reports of TLS, by its code or in words; the sentences begin with whom the connection goes to. */
const failures: readonly (readonly [pattern: RegExp, name: string, sentence: string])[] = [
  [
    /UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|SELF_SIGNED|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA/,
    'TLS_NOT_TRUSTED',
    'The certificate of % is not trusted: no configured authority signed it',
  ],
  [/CERT_HAS_EXPIRED/, 'TLS_EXPIRED', 'The certificate of % has expired'],
  [/CERT_NOT_YET_VALID/, 'TLS_NOT_YET_VALID', 'The certificate of % is not valid yet'],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    'TLS_WRONG_NAME',
    'The certificate of % does not name the address used to connect',
  ],
  [
    /alert (certificate required|bad certificate|unknown ca|certificate unknown|handshake failure)/i,
    'TLS_REFUSED',
    'The client certificate is missing, or rejected by %',
  ],
  [/WRONG_VERSION_NUMBER|EPROTO/, 'TLS_UNKNOWN', 'The TLS settings used here are not accepted by %'],
];

/** The failure of TLS that an error means; undefined for any other error. `whom`: such as `a Cassandra node`. */
export function tlsFailureOf(
  error: { code?: unknown; message?: string },
  whom: string,
): { name: string; sentence: string } | undefined {
  const found = failures.find(([pattern]) => pattern.test(`${error.code} ${error.message}`));
  return found && { name: found[1], sentence: `${found[2].replace('%', whom)} (${error.message})` };
}
