import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from '../../../engines/certificates.ts';
import { freePort } from '../../../engines/free-port.ts';
import { type JwtOperator, makeNkeyUser, makeOperator } from '../../../engines/nats-identities.ts';
import { startNatsServer, type TestNatsServer } from '../../../engines/nats-server.ts';
import { temporaryFolder } from '../../../engines/temporary-folder.ts';

/** It has every character that a URL must encode, and letters beyond ASCII. */
export const PASSWORD = 'p/a?s#s@w:ö,r%d пароль';
export const TOKEN = 't/0?k#e@n:ü,x%y-and-more';

/** A server for each way of logging in and of TLS, and the files to reach them with. */
export interface GuardedServers {
  plain: TestNatsServer;
  /** Users `waybill`, and `reader` (password `reads`), who may not publish events; `webSocket` is its port without TLS. */
  password: TestNatsServer & { webSocket: number };
  token: TestNatsServer;
  nkey: TestNatsServer & { seed: string };
  jwt: TestNatsServer & { operator: JwtOperator };
  /** TLS is required; `webSocket` is its port with TLS. */
  tls: TestNatsServer & { webSocket: number };
  /** TLS is offered. */
  offered: TestNatsServer;
  /** The client's certificate is required. */
  mutual: TestNatsServer;
  first: TestNatsServer;
  authority: Certificate;
  stranger: Certificate;
  client: Certificate;
  /** Writes a file beside the certificates, and gives its path. */
  file(name: string, content: string): string;
  stop(): Promise<void>;
}

export async function startGuardedServers(): Promise<GuardedServers> {
  const folder = temporaryFolder('guarded');
  const authority = makeCertificate(folder.path, 'authority');
  const stranger = makeCertificate(folder.path, 'stranger');
  const server = makeCertificate(folder.path, 'server', authority);
  const client = makeCertificate(folder.path, 'client', authority);
  const user = makeNkeyUser();
  const operator = makeOperator();
  const [plainSocket, tlsSocket] = [await freePort(), await freePort()];
  const quoted = JSON.stringify;
  const tls = (more = '') =>
    `tls { cert_file: ${quoted(server.certificate)}, key_file: ${quoted(server.key)}, ${more} }`;
  const guarded = (extraConfig: string) => startNatsServer({ extraConfig, guarded: true });
  const login = `authorization { users: [
  { user: waybill, password: ${quoted(PASSWORD)} }
  { user: reader, password: reads, permissions: { publish: { deny: ["events.>", "$JS.API.STREAM.LIST"] } } }
] }`;
  const [plain, password, token, nkey, jwt, withTls, offered, mutual, first] = await Promise.all([
    startNatsServer(),
    guarded(`${login}\nwebsocket { listen: "127.0.0.1:${plainSocket}", no_tls: true }`),
    guarded(`authorization { token: ${quoted(TOKEN)} }`),
    guarded(`authorization { users: [{ nkey: ${user.publicKey} }] }`),
    guarded(operator.config),
    guarded(`${tls()}\nwebsocket { listen: "127.0.0.1:${tlsSocket}", ${tls()} }`),
    guarded(`${tls()}\nallow_non_tls: true`),
    guarded(tls(`ca_file: ${quoted(authority.certificate)}, verify: true`)),
    guarded(tls('handshake_first: true')),
  ]);
  const all = [plain, password, token, nkey, jwt, withTls, offered, mutual, first];
  return {
    plain,
    password: { ...password, webSocket: plainSocket },
    token,
    nkey: { ...nkey, seed: user.seed },
    jwt: { ...jwt, operator },
    tls: { ...withTls, webSocket: tlsSocket },
    offered,
    mutual,
    first,
    authority,
    stranger,
    client,
    file(name, content) {
      const path = join(folder.path, name);
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    },
    async stop() {
      await Promise.all(all.map((each) => each.stop()));
      folder.remove();
    },
  };
}
