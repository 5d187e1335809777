const loopback = /^(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]{1,5})?$/i;

/**
 * Whether a request's Host names this machine itself. A page on the internet can point a name of its own at
 * 127.0.0.1 and then read our answers as its own origin (DNS rebinding); the name in Host gives that away.
 */
export const isLoopbackHost = (host: string | null | undefined): boolean =>
  typeof host === 'string' && loopback.test(host);
