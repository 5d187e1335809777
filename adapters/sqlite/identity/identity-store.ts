import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import type { Role } from '../../../contracts/permissions.ts';

/** How old the recorded last use of a session may be. */
const TOUCH_MS = 300_000;
const BUSY_MS = 5_000;
/** How many accounts are listed. */
const MAX_PEOPLE = 10_000;

/** An account. */
export interface Account {
  personId: string;
  email: string;
  name: string;
  role: Role;
  isDisabled: boolean;
  /** Unix ms. */
  createdAt: number;
}

interface SessionLimits {
  /** How long a session lasts without use, in ms. */
  idleMs: number;
  /** How long it lasts at most, in ms. */
  maxMs: number;
}

interface Row {
  id: string;
  email: string;
  name: string;
  role?: string;
  isDisabled?: boolean;
  createdAt: Date;
}

const accountOf = ({ id, email, name, role, isDisabled, createdAt }: Row): Account => ({
  personId: id,
  email,
  name,
  role: role === 'admin' || role === 'support' ? role : 'viewer',
  isDisabled: isDisabled === true,
  createdAt: createdAt.getTime(),
});

/**
 * Accounts, passwords and sessions, in a SQLite file of its own that only its owner can read. better-auth hashes passwords and
 * makes sessions. The file can't be rebuilt from the log: it is what `npm run identity -- backup` copies.
 */
export class IdentityStore {
  readonly #auth: Awaited<ReturnType<typeof makeAuth>>;
  readonly #limits: SessionLimits;
  readonly #database: DatabaseSync;

  private constructor(
    database: DatabaseSync,
    auth: Awaited<ReturnType<typeof makeAuth>>,
    limits: SessionLimits,
  ) {
    this.#database = database;
    this.#auth = auth;
    this.#limits = limits;
  }

  /** Opens the file, or makes it. */
  static async open(file: string, limits: SessionLimits): Promise<IdentityStore> {
    const database = new DatabaseSync(file);
    chmodSync(file, 0o600);
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${BUSY_MS}`);
    const auth = await makeAuth(database, secretOf(`${file}.secret`), limits);
    return new IdentityStore(database, auth, limits);
  }

  async #adapter() {
    return (await this.#auth.$context).internalAdapter;
  }

  /** Null for a wrong address or password, and for a disabled account: all three take as long. */
  async signIn(email: string, password: string): Promise<{ token: string; account: Account } | null> {
    const token = await this.#auth.api
      .signInEmail({ body: { email, password } })
      .then(({ token }) => token)
      .catch((error: unknown) => {
        if (error instanceof APIError) return null;
        throw error;
      });
    if (token === null) return null;
    const found = await (await this.#adapter()).findSession(token);
    const account = found && accountOf(found.user as Row);
    if (account && !account.isDisabled) return { token, account };
    await this.endSession(token);
    return null;
  }

  /** A session without a password: of whoever has just set one. */
  async beginSession(personId: string): Promise<string> {
    const session = await (await this.#adapter()).createSession(personId);
    return session.token;
  }

  /** Whose session it is; null if it has ended, or its person is disabled. `now`: Unix ms. */
  async accountOfSession(token: string, now: number): Promise<Account | null> {
    const adapter = await this.#adapter();
    const found = await adapter.findSession(token);
    if (!found) return null;
    const { session, user } = found;
    const account = accountOf(user as Row);
    const endsAt = Math.min(session.expiresAt.getTime(), session.createdAt.getTime() + this.#limits.maxMs);
    if (endsAt <= now || account.isDisabled) return null;
    if (now - session.updatedAt.getTime() > TOUCH_MS) {
      const expiresAt = new Date(now + this.#limits.idleMs);
      await adapter.updateSession(token, { expiresAt, updatedAt: new Date(now) });
    }
    return account;
  }

  async endSession(token: string): Promise<void> {
    await (await this.#adapter()).deleteSession(token);
  }

  async endSessions(personId: string): Promise<void> {
    await (await this.#adapter()).deleteUserSessions(personId);
  }

  async people(): Promise<Account[]> {
    const users = (await (await this.#adapter()).listUsers(MAX_PEOPLE, 0)) as unknown as Row[];
    return users.map(accountOf).sort((a, b) => (a.email < b.email ? -1 : 1));
  }

  async person(personId: string): Promise<Account | null> {
    const user = await (await this.#adapter()).findUserById(personId);
    return user ? accountOf(user as unknown as Row) : null;
  }

  async personOfEmail(email: string): Promise<Account | null> {
    const found = await (await this.#adapter()).findUserByEmail(email.toLowerCase());
    return found ? accountOf(found.user as unknown as Row) : null;
  }

  /** The present sessions of everybody: how many, and when one was used last (Unix ms). */
  sessions(now: number): Map<string, { count: number; lastSeenAt: number }> {
    const rows = this.#database
      .prepare('SELECT "userId", "createdAt", "expiresAt", "updatedAt" FROM session')
      .all();
    const sessions = new Map<string, { count: number; lastSeenAt: number }>();
    for (const { userId, createdAt, expiresAt, updatedAt } of rows as Record<string, string>[]) {
      if (Date.parse(expiresAt!) <= now || Date.parse(createdAt!) + this.#limits.maxMs <= now) continue;
      const known = sessions.get(userId!) ?? { count: 0, lastSeenAt: 0 };
      sessions.set(userId!, {
        count: known.count + 1,
        lastSeenAt: Math.max(known.lastSeenAt, Date.parse(updatedAt!)),
      });
    }
    return sessions;
  }

  async createPerson(person: {
    email: string;
    name: string;
    password: string;
    role: Role;
  }): Promise<Account> {
    const adapter = await this.#adapter();
    const { email, name, role } = person;
    const user = await adapter.createUser(
      { email: email.toLowerCase(), name, role, emailVerified: true, isDisabled: false },
      { method: 'email-password' },
    );
    await adapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await this.#hash(person.password),
    });
    return accountOf(user as unknown as Row);
  }

  async change(
    personId: string,
    changes: Partial<Pick<Account, 'name' | 'role' | 'isDisabled'>>,
  ): Promise<void> {
    await (await this.#adapter()).updateUser(personId, changes);
  }

  async setPassword(personId: string, password: string): Promise<void> {
    await (await this.#adapter()).updatePassword(personId, await this.#hash(password));
  }

  /** Keeps `value` under `id` until then, to be taken once. */
  async keepOnce(id: string, value: string, expiresAt: Date): Promise<void> {
    await (await this.#adapter()).createVerificationValue({ identifier: id, value, expiresAt });
  }

  /** What was kept; null if it was taken before, or is too old. */
  async takeOnce(id: string): Promise<string | null> {
    const kept = await (await this.#adapter()).consumeVerificationValue(id);
    return kept && kept.expiresAt.getTime() > Date.now() ? kept.value : null;
  }

  close(): void {
    this.#database.close();
  }

  async #hash(password: string): Promise<string> {
    return (await this.#auth.$context).password.hash(password);
  }
}

async function makeAuth(database: DatabaseSync, secret: string, { idleMs }: SessionLimits) {
  const auth = betterAuth({
    database,
    secret,
    // Never called by its address: the operations service calls its functions.
    baseURL: 'http://127.0.0.1',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: Math.ceil(idleMs / 1_000), disableSessionRefresh: true },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, input: false, defaultValue: 'viewer' },
        isDisabled: { type: 'boolean', required: false, input: false, defaultValue: false },
      },
    },
  });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  return auth;
}

/** better-auth signs with it. It is made once, and belongs to the file. */
function secretOf(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}
