import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface TestIssuer {
  url: string;
  /** The present private key. */
  key: CryptoKey;
  publicKey: CryptoKey;
  /** Requests that it got. */
  requests: string[];
  /** A valid token for `waybill`, with these claims and header fields changed. */
  token(claims?: JWTPayload, header?: Record<string, unknown>, key?: CryptoKey | Uint8Array): Promise<string>;
  /** Replaces the signing key, as issuers do now and then. */
  rotate(): Promise<void>;
  /** Refuses every request, or no longer. */
  fail(fails: boolean): void;
  stop(): Promise<void>;
}

/** An issuer of tokens on loopback: discovery document, JWK Set, ES256. */
export async function startIssuer(): Promise<TestIssuer> {
  let number = 1;
  let pair = await generateKeyPair('ES256', { extractable: true });
  let fails = false;
  const requests: string[] = [];
  const server = createServer(async ({ url = '' }, answer) => {
    requests.push(url);
    answer.setHeader('content-type', 'application/json');
    if (fails) answer.writeHead(503).end('{}');
    else if (url === '/.well-known/openid-configuration')
      answer.end(JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }));
    else if (url === '/keys')
      answer.end(
        JSON.stringify({
          keys: [{ ...(await exportJWK(pair.publicKey)), kid: `key-${number}`, alg: 'ES256' }],
        }),
      );
    else answer.writeHead(404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get key() {
      return pair.privateKey;
    },
    get publicKey() {
      return pair.publicKey;
    },
    requests,
    async token(claims = {}, header = {}, key = pair.privateKey) {
      const now = Math.floor(Date.now() / 1_000);
      const valid = {
        iss: issuer.url,
        aud: 'waybill',
        sub: 'billing',
        scope: 'commands:send reads',
        iat: now,
        exp: now + 300,
      };
      return new SignJWT({ ...valid, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: `key-${number}`, ...header })
        .sign(key);
    },
    async rotate() {
      pair = await generateKeyPair('ES256', { extractable: true });
      number += 1;
    },
    fail(now) {
      fails = now;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return issuer;
}
