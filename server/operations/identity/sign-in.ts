import type { Account } from '../../../adapters/sqlite/identity/identity-store.ts';
import type {
  AcceptInvitation,
  ChangePassword,
  SetUp,
  SignedIn,
  SignIn,
} from '../../../contracts/access/person.ts';
import { ROLE_NAMES, type Role } from '../../../contracts/permissions.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { endSetUpToken, isSetUpToken } from '../../identity/set-up-link.ts';
import type { IdentityService } from './identity-service.ts';
import { invitationId } from './invitation-id.ts';

export interface Begun {
  token: string;
  signedIn: SignedIn;
}

/** Nobody is told which of the two is wrong, or whether there is such an account. */
const WRONG = 'The e-mail address or the password is wrong, or the account is disabled.';

const begun = (token: string, { email, name, role }: Account): Begun => ({
  token,
  signedIn: { email, name, role },
});

/** Throws ProblemError: `sign-in-refused`, `too-many-requests`. `address`: the browser's, if it is known. */
export async function signIn(
  service: IdentityService,
  { email, password }: SignIn,
  address: string | undefined,
): Promise<Begun> {
  const key = email.toLowerCase();
  admit(service, key, address);
  const store = await service.store();
  const found = await checkPassword(service, () => store.signIn(email, password));
  if (!found) {
    fail(service, key, address);
    const known = await store.personOfEmail(email);
    // What was typed for an unknown account may be a password: it is not written down.
    if (known) service.recorder.record(known.personId, known.email, { kind: 'sign-in-refused' });
    throw new ProblemError('sign-in-refused', WRONG);
  }
  service.throttles.account.succeeded(key);
  service.recorder.record(found.account.personId, found.account.email, { kind: 'signed-in' });
  return begun(found.token, found.account);
}

/** Throws ProblemError: `link-unknown`, `too-many-requests`. */
export async function setUp(
  service: IdentityService,
  { token, name, email, password }: SetUp,
  address: string | undefined,
): Promise<Begun> {
  admit(service, 'set-up', address);
  if (!isSetUpToken(service.setUpTokenFile, token)) {
    fail(service, 'set-up', address);
    throw deadLink();
  }
  endSetUpToken(service.setUpTokenFile);
  const store = await service.store();
  const known = await store.personOfEmail(email);
  if (known) {
    // A recovery: whoever can read the data folder is an admin.
    await store.setPassword(known.personId, password);
    await store.change(known.personId, { name, role: 'admin', isDisabled: false });
    await store.endSessions(known.personId);
  }
  const account = known
    ? { ...known, name, role: 'admin' as const }
    : await store.createPerson({ email, name, password, role: 'admin' });
  service.recorder.record(account.personId, account.email, {
    kind: 'joined',
    role: 'admin',
    by: 'set-up link',
  });
  return begun(await store.beginSession(account.personId), account);
}

/** Throws ProblemError: `link-unknown`, `too-many-requests`. */
export async function acceptInvitation(
  service: IdentityService,
  { token, name, password }: AcceptInvitation,
  address: string | undefined,
): Promise<Begun> {
  admit(service, 'invitation', address);
  const store = await service.store();
  const kept = await store.takeOnce(invitationId(token));
  if (kept === null) {
    fail(service, 'invitation', address);
    throw deadLink();
  }
  const { email, role, invitedBy } = JSON.parse(kept) as { email: string; role: Role; invitedBy: string };
  if (!ROLE_NAMES.includes(role) || (await store.personOfEmail(email))) throw deadLink();
  const account = await store.createPerson({ email, name, password, role });
  service.recorder.record(account.personId, account.email, { kind: 'joined', role, by: invitedBy });
  return begun(await store.beginSession(account.personId), account);
}

/** Returns a new session in place of all earlier ones. Throws ProblemError: `sign-in-refused`, `too-many-requests`. */
export async function changePassword(
  service: IdentityService,
  { present, next }: ChangePassword,
  email: string,
  address: string | undefined,
): Promise<Begun> {
  admit(service, email, address);
  const store = await service.store();
  const found = await checkPassword(service, () => store.signIn(email, present));
  if (!found) {
    fail(service, email, address);
    throw new ProblemError('sign-in-refused', 'The present password is wrong.');
  }
  const { account } = found;
  await store.setPassword(account.personId, next);
  await store.endSessions(account.personId);
  service.recorder.record(account.personId, email, { kind: 'password-changed' });
  return begun(await store.beginSession(account.personId), account);
}

/** A check costs a tenth of a second of a processor, and anyone may ask for it. */
const CHECKS_AT_ONCE = 8;

/** Throws ProblemError: `too-many-requests` if too many passwords are being checked. */
async function checkPassword<Found>(service: IdentityService, check: () => Promise<Found>): Promise<Found> {
  if (service.checks.running >= CHECKS_AT_ONCE)
    throw new ProblemError(
      'too-many-requests',
      'Too many people sign in at this moment. Try again in a second.',
      {
        headers: { 'retry-after': '1' },
      },
    );
  service.checks.running += 1;
  try {
    return await check();
  } finally {
    service.checks.running -= 1;
  }
}

const deadLink = (): ProblemError =>
  new ProblemError(
    'link-unknown',
    'This link was used, has expired, or never was one. Ask an admin for a new one.',
  );

function admit({ throttles }: IdentityService, account: string, address: string | undefined): void {
  const waitS = Math.max(
    throttles.account.waitS(account),
    address === undefined ? 0 : throttles.address.waitS(address),
  );
  if (waitS === 0) return;
  throw new ProblemError('too-many-requests', `Too many tries failed. Try again in ${waitS} s.`, {
    headers: { 'retry-after': String(waitS) },
  });
}

function fail({ throttles }: IdentityService, account: string, address: string | undefined): void {
  throttles.account.failed(account);
  if (address !== undefined) throttles.address.failed(address);
}
