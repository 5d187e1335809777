import { ROLE_NAMES } from '../permissions.ts';
import { ActionRequestId, EXAMPLE_ID } from '../request-id.ts';
import { Nullable, Prose, Timestamp } from '../schemas.ts';
import * as Type from '../type.ts';

/** The id of a person: as the identity store makes it. */
export const PERSON_ID = '^[A-Za-z0-9]{16,64}$';

const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@<>"]{1,64}@[^\\s@<>"]{1,189}$',
  description: 'The e-mail address that the person signs in with.',
  examples: ['olga@example.com'],
});
/** OWASP ASVS 5.0, 6.2.1 and 6.2.9: at least 12 characters here, any of them, and long ones too. */
const NewPassword = Type.String({
  minLength: 12,
  maxLength: 128,
  description: '12 to 128 characters.',
  examples: ['a long sentence only I know'],
});
const Password = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'The password.',
  examples: ['a long sentence only I know'],
});
const LinkToken = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: 'The token of the link, behind its #.',
  examples: ['q3Vd6oYV0bX6x2yqkP1m0m3r2kq1b2c3d4e5f6g7h8i'],
});
const Role = Type.Enum([...ROLE_NAMES], { description: 'What the person may do.' });

export const Person = Type.Object(
  {
    personId: Type.String({ pattern: PERSON_ID, description: 'Its id.', examples: ['Yq2mC8dLxR4vB1nT'] }),
    email: Type.String({ description: 'Also the actor of everything that the person does.' }),
    name: Type.String(),
    role: Role,
    isDisabled: Type.Boolean({ description: 'Whether the person can’t sign in.' }),
    createdAt: Timestamp('When the account was made.'),
    sessions: Type.Integer({ description: 'In how many browsers the person is signed in.' }),
    lastSeenAt: Nullable(
      Timestamp('The last use of any present session, to about five minutes; null without one.'),
    ),
  },
  { $id: 'Person' },
);
export type Person = Type.Static<typeof Person>;

export const PersonList = Type.Object(
  { people: Type.Array(Person, { description: 'Ordered by e-mail address.' }) },
  { $id: 'PersonList' },
);
export type PersonList = Type.Static<typeof PersonList>;

export const SignIn = Type.Object(
  { email: Email, password: Password },
  { additionalProperties: false, $id: 'SignIn' },
);
export type SignIn = Type.Static<typeof SignIn>;

/** Who signed in. The session is in the cookie of the answer. */
export const SignedIn = Type.Object(
  { email: Type.String(), name: Type.String(), role: Role },
  { $id: 'SignedIn' },
);
export type SignedIn = Type.Static<typeof SignedIn>;

export const SetUp = Type.Object(
  { token: LinkToken, name: Prose(80, 'Your name.', ['Olga']), email: Email, password: NewPassword },
  { additionalProperties: false, $id: 'SetUp' },
);
export type SetUp = Type.Static<typeof SetUp>;

export const AcceptInvitation = Type.Object(
  { token: LinkToken, name: Prose(80, 'Your name.', ['Sam']), password: NewPassword },
  { additionalProperties: false, $id: 'AcceptInvitation' },
);
export type AcceptInvitation = Type.Static<typeof AcceptInvitation>;

export const ChangePassword = Type.Object(
  { present: Password, next: NewPassword },
  { additionalProperties: false, $id: 'ChangePassword' },
);
export type ChangePassword = Type.Static<typeof ChangePassword>;

const reason = Type.Optional(Prose(1_000, 'Why.'));

export const Invite = Type.Object(
  { requestId: ActionRequestId, email: Email, role: Role, reason },
  {
    additionalProperties: false,
    $id: 'Invite',
    examples: [{ requestId: EXAMPLE_ID, email: 'sam@example.com', role: 'support' }],
  },
);
export type Invite = Type.StaticDecode<typeof Invite>;

export const Invitation = Type.Object(
  {
    email: Type.String(),
    role: Role,
    token: Type.String({
      description:
        'The token of the link: this is the only answer that shows it. The console makes the link of it.',
    }),
    expiresAt: Timestamp('Until when the link works. It works once.'),
  },
  { $id: 'Invitation' },
);
export type Invitation = Type.Static<typeof Invitation>;

const PERSON_CHANGES = ['role-changed', 'disabled', 'enabled', 'sessions-ended'] as const;

export const ChangePerson = Type.Object(
  {
    requestId: ActionRequestId,
    kind: Type.Enum([...PERSON_CHANGES]),
    role: Type.Optional(Role),
    reason,
  },
  {
    additionalProperties: false,
    $id: 'ChangePerson',
    examples: [{ requestId: EXAMPLE_ID, kind: 'role-changed', role: 'viewer' }],
  },
);
export type ChangePerson = Type.StaticDecode<typeof ChangePerson>;
