import { randomBytes } from 'node:crypto';
import type { Account, IdentityStore } from '../../../adapters/sqlite/identity/identity-store.ts';
import type {
  ChangePerson,
  Invitation,
  Invite,
  Person,
  PersonList,
} from '../../../contracts/access/person.ts';
import type { PersonAction } from '../../../contracts/operation.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import type { IdentityService } from './identity-service.ts';
import { invitationId } from './invitation-id.ts';

const INVITATION_MS = 3 * 86_400_000;
/** An invitation has no person yet: its actions are those of this one. */
const NOBODY = 'invitations';

export async function listPeople(service: IdentityService): Promise<PersonList> {
  const store = await service.store();
  const sessions = store.sessions(Date.now());
  return { people: (await store.people()).map((account) => show(account, sessions)) };
}

/** Throws ProblemError: `acted-before`, `request-id-reused`, `outcome-unknown`; LogUnavailable. */
export async function invite(service: IdentityService, request: Invite, actor: string): Promise<Invitation> {
  const { requestId, email, role, reason = null } = request;
  const store = await service.store();
  const judge = async () => {
    const known = await store.personOfEmail(email);
    return { refusal: known ? `is not needed: ${known.email} has an account` : undefined, revision: 0 };
  };
  const action = { kind: 'invited', email, role } as const;
  await record(service, NOBODY, action, { actor, requestId, reason }, judge);
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + INVITATION_MS);
  await store.keepOnce(invitationId(token), JSON.stringify({ email, role, invitedBy: actor }), expiresAt);
  return { email, role, token, expiresAt: expiresAt.toISOString() };
}

/** Throws ProblemError: `person-unknown`, `invalid-request`, `acted-before`, `request-id-reused`, `outcome-unknown`; LogUnavailable. */
export async function changePerson(
  service: IdentityService,
  personId: string,
  request: ChangePerson,
  actor: string,
): Promise<Person> {
  const { requestId, kind, role, reason = null } = request;
  if ((kind === 'role-changed') !== (role !== undefined))
    throw new ProblemError('invalid-request', 'A change of the role needs `role`; nothing else takes it.');
  const store = await service.store();
  if (!(await store.person(personId))) throw unknown(personId);
  const action: PersonAction = kind === 'role-changed' ? { kind, role: role! } : { kind };
  await record(service, personId, action, { actor, requestId, reason }, () =>
    judgeChange(store, personId, action),
  );
  await carryOut(store, personId, action);
  const account = await store.person(personId);
  if (!account) throw unknown(personId);
  return show(account, store.sessions(Date.now()));
}

const unknown = (personId: string) => new ProblemError('person-unknown', `There is no person ${personId}.`);

async function carryOut(store: IdentityStore, personId: string, action: PersonAction): Promise<void> {
  if (action.kind === 'role-changed') await store.change(personId, { role: action.role });
  if (action.kind === 'enabled') await store.change(personId, { isDisabled: false });
  if (action.kind === 'disabled') await store.change(personId, { isDisabled: true });
  if (action.kind === 'disabled' || action.kind === 'sessions-ended') await store.endSessions(personId);
}

/** Why a change would have no effect, or would lock everybody out. */
async function judgeChange(store: IdentityStore, personId: string, action: PersonAction) {
  const people = await store.people();
  const account = people.find((each) => each.personId === personId);
  const isLastAdmin =
    account?.role === 'admin' &&
    people.filter((each) => each.role === 'admin' && !each.isDisabled).length === 1;
  const losesAdmin =
    action.kind === 'disabled' || (action.kind === 'role-changed' && action.role !== 'admin');
  const refusal = !account
    ? 'has no account any more'
    : isLastAdmin && losesAdmin && !account.isDisabled
      ? 'is the last admin who can sign in: make another one first'
      : action.kind === 'role-changed' && account.role === action.role
        ? `has the role ${action.role} already`
        : action.kind === 'disabled' && account.isDisabled
          ? 'is disabled already'
          : action.kind === 'enabled' && !account.isDisabled
            ? 'is not disabled'
            : undefined;
  return { refusal, revision: 0 };
}

const record = (
  service: IdentityService,
  personId: string,
  action: PersonAction,
  by: { actor: string; requestId: string; reason: string | null },
  judge: () => Promise<{ refusal: string | undefined; revision: number }>,
) =>
  performAction(service, {
    target: { target: 'person', personId },
    action,
    ...by,
    judge,
    revision: undefined,
  });

const show = (
  { personId, email, name, role, isDisabled, createdAt }: Account,
  sessions: Map<string, { count: number; lastSeenAt: number }>,
): Person => {
  const present = sessions.get(personId);
  return {
    personId,
    email,
    name,
    role,
    isDisabled,
    createdAt: new Date(createdAt).toISOString(),
    sessions: present?.count ?? 0,
    lastSeenAt: present ? new Date(present.lastSeenAt).toISOString() : null,
  };
};
