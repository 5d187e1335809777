import { readFile } from 'node:fs/promises';
import { jwtAuthenticator, nkeyAuthenticator } from 'nats';
import { credentialsIn, seedIn } from '../../../contracts/nats-credentials.ts';
import type { NatsLogin, NatsTarget } from '../../../contracts/ports/nats-target.ts';
import { knowSecrets } from '../../../contracts/redact-secrets.ts';

/** Thrown for a file of credentials that can't be used now; it may be replaced later. */
export class UnusableCredentials extends Error {
  override name = 'UnusableCredentials';
}

/** The server that a dial goes to; `tlsName` is its host where that is a name. */
export interface DialledServer {
  hostname: string;
  port: number;
  tlsName: string;
}

/** What goes into CONNECT for this nonce. */
type Answer = (nonce?: string) => unknown;

const hostOf = ({ hostname, tlsName }: DialledServer) => tlsName || hostname;

/** How Waybill answers the servers of one connection: by the login of the server's URL, or that of all, and by files. */
export class NatsCredentials {
  readonly #target: NatsTarget;
  #login: NatsLogin;
  #answers: Answer[] = [];

  constructor(target: NatsTarget) {
    this.#target = target;
    this.#login = target.login;
  }

  /** Whether there is anything to answer with. */
  get areSet(): boolean {
    return this.#login.kind !== 'none' || this.#target.credentialsFile !== '' || this.#target.nkey !== '';
  }

  /** Prepares the answers for this server, and reads the credential files again. Throws UnusableCredentials. */
  async load(server: DialledServer): Promise<void> {
    const { servers, login, credentialsFile, nkey } = this.#target;
    const named = servers.find(({ host, port }) => host === hostOf(server) && port === server.port);
    // A server that the cluster announced gets the login of the server that announced it.
    if (named) this.#login = named.login.kind === 'none' ? login : named.login;
    const answers: Answer[] = [];
    if (credentialsFile !== '') answers.push(await fromFile(credentialsFile));
    if (nkey !== '') answers.push(await fromNkey(nkey));
    this.#answers = answers;
  }

  readonly authenticator: Answer = (nonce) => {
    const auth = answerOf(this.#login);
    for (const answer of this.#answers) Object.assign(auth, answer(nonce));
    return auth;
  };
}

function answerOf(login: NatsLogin): object {
  if (login.kind === 'password') return { user: login.user, pass: login.password };
  return login.kind === 'token' ? { auth_token: login.token } : {};
}

async function fromFile(path: string): Promise<Answer> {
  const found = credentialsIn(await read('NATS_CREDS', path));
  if (!found) throw new UnusableCredentials(`NATS_CREDS: ${path} holds no JWT and seed`);
  const { jwt, seed } = found;
  knowSecrets([jwt, seed]);
  return checked('NATS_CREDS', jwtAuthenticator(jwt, Buffer.from(seed)));
}

async function fromNkey(value: string): Promise<Answer> {
  const seed = seedIn(value) ?? seedIn(await read('NATS_NKEY', value));
  if (seed === undefined) throw new UnusableCredentials('NATS_NKEY holds no seed of a user');
  knowSecrets([seed]);
  return checked('NATS_NKEY', nkeyAuthenticator(Buffer.from(seed)));
}

/** A seed with a wrong letter is noticed only when it signs. */
function checked(setting: string, answer: Answer): Answer {
  try {
    answer('nonce');
    return answer;
  } catch {
    throw new UnusableCredentials(`${setting} holds a seed with a wrong checksum`);
  }
}

async function read(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UnusableCredentials(
      `${setting} names a file that can’t be read (${(error as { code?: string }).code})`,
    );
  }
}
