/** The limits of a service in tests that don't try them. */
export const HTTP_LIMITS = {
  maxBodyBytes: 1_000_000,
  requestTimeoutMs: 10_000,
  keepAliveMs: 10_000,
  drainTimeoutMs: 10_000,
  maxUriBytes: 16_384,
  maxHeaderBytes: 16_384,
};
