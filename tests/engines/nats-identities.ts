import { createHash } from 'node:crypto';
import { nkeys } from 'nats';

const { createAccount, createOperator, createUser } = nkeys;
type KeyPair = ReturnType<typeof createUser>;

/** A user of NATS by its key alone. */
interface NkeyUser {
  publicKey: string;
  seed: string;
}

export function makeNkeyUser(): NkeyUser {
  const user = createUser();
  return { publicKey: user.getPublicKey(), seed: Buffer.from(user.getSeed()).toString() };
}

/** An operator with one account, which may use JetStream: what a server needs, and who may log in. */
export interface JwtOperator {
  /** Lines of nats-server's configuration. */
  config: string;
  /** A credentials file of a new user. `lastsS`: how long the user's JWT is valid. */
  credentials(options?: { lastsS?: number }): string;
}

export function makeOperator(): JwtOperator {
  const [operator, account, systemAccount] = [createOperator(), createAccount(), createAccount()];
  const unlimited = {
    subs: -1,
    data: -1,
    payload: -1,
    imports: -1,
    exports: -1,
    wildcards: true,
    conn: -1,
    leaf: -1,
  };
  const storage = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
  const accountJwt = (of: KeyPair, limits: object) =>
    jwt(operator, of.getPublicKey(), 'account', { type: 'account', version: 2, limits });
  const operatorJwt = jwt(operator, operator.getPublicKey(), 'operator', {
    type: 'operator',
    version: 2,
    system_account: systemAccount.getPublicKey(),
  });
  return {
    config: `operator: ${operatorJwt}
system_account: ${systemAccount.getPublicKey()}
resolver: MEMORY
resolver_preload: {
  ${account.getPublicKey()}: ${accountJwt(account, { ...unlimited, ...storage })}
  ${systemAccount.getPublicKey()}: ${accountJwt(systemAccount, unlimited)}
}
`,
    credentials({ lastsS } = {}) {
      const user = createUser();
      const claims = { type: 'user', version: 2, subs: -1, data: -1, payload: -1 };
      const token = jwt(account, user.getPublicKey(), 'user', claims, lastsS);
      return `-----BEGIN NATS USER JWT-----
${token}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
${Buffer.from(user.getSeed()).toString()}
------END USER NKEY SEED------
`;
    },
  };
}

/** A JWT as NATS has it (ADR-14): signed with an NKey, its id the digest of its claims. */
function jwt(issuer: KeyPair, subject: string, name: string, nats: object, lastsS?: number): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iat: now,
    iss: issuer.getPublicKey(),
    name,
    sub: subject,
    ...(lastsS === undefined ? {} : { exp: now + lastsS }),
    nats,
  };
  const jti = createHash('sha256').update(JSON.stringify(claims)).digest('hex').toUpperCase();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: 'ed25519-nkey' })}.${part({ ...claims, jti })}`;
  return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString('base64url')}`;
}
