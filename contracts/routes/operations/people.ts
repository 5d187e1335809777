import {
  AcceptInvitation,
  ChangePassword,
  ChangePerson,
  Invitation,
  Invite,
  PERSON_ID,
  Person,
  PersonList,
  SetUp,
  SignedIn,
  SignIn,
} from '../../access/person.ts';
import * as Type from '../../type.ts';
import { defineRoutes } from '../route.ts';

const params = Type.Object({
  personId: Type.String({
    pattern: PERSON_ID,
    description: 'The person’s id: 16 to 64 letters and digits.',
    examples: ['Yq2mC8dLxR4vB1nT'],
  }),
});
const session = {
  'Set-Cookie': Type.String({
    description: 'The session: `waybill_session`, for the console’s server only.',
  }),
};
const signedIn = { 200: { description: 'You are signed in.', schema: SignedIn, headers: session } };

/** People: how they sign in, and who may do what. */
export const peopleRoutes = defineRoutes({
  'sign-in': {
    method: 'POST',
    path: '/ops/v1/sign-in',
    summary: 'Sign in',
    permission: null,
    changes: true,
    body: SignIn,
    answers: signedIn,
    problems: ['sign-in-refused', 'too-many-requests'],
  },
  'set-up': {
    method: 'POST',
    path: '/ops/v1/set-up',
    summary: 'Make the first admin',
    description: 'With the link that the first start printed. Afterwards the link is dead.',
    permission: null,
    changes: true,
    body: SetUp,
    answers: signedIn,
    problems: ['link-unknown', 'too-many-requests'],
  },
  'accept-invitation': {
    method: 'POST',
    path: '/ops/v1/invitations/accept',
    summary: 'Accept an invitation',
    description: 'Makes the account that the link invites to. Afterwards the link is dead.',
    permission: null,
    changes: true,
    body: AcceptInvitation,
    answers: signedIn,
    problems: ['link-unknown', 'too-many-requests'],
  },
  'sign-out': {
    method: 'POST',
    path: '/ops/v1/sign-out',
    summary: 'Sign out',
    description: 'Ends the session of this browser; with `everywhere` also the others of this person.',
    permission: 'pipeline:read',
    changes: true,
    body: Type.Object(
      { everywhere: Type.Optional(Type.Boolean({ description: 'Whether all sessions of the person end.' })) },
      { additionalProperties: false, $id: 'SignOut' },
    ),
    answers: { 204: { description: 'The session has ended.', media: null, headers: session } },
  },
  'change-password': {
    method: 'POST',
    path: '/ops/v1/password',
    summary: 'Change your password',
    description: 'Ends all other sessions of yours.',
    permission: 'pipeline:read',
    changes: true,
    body: ChangePassword,
    answers: { 204: { description: 'It is changed.', media: null } },
    problems: ['sign-in-refused', 'too-many-requests'],
  },
  'list-people': {
    method: 'GET',
    path: '/ops/v1/people',
    summary: 'List people',
    permission: 'access:read',
    answers: { 200: { description: 'Everybody who has an account.', schema: PersonList } },
  },
  'invite-person': {
    method: 'POST',
    path: '/ops/v1/people',
    summary: 'Invite a person',
    description: 'The answer has the token of a link that makes the account. It works once, for three days.',
    permission: 'access:manage',
    changes: true,
    body: Invite,
    answers: { 201: { description: 'The invitation.', schema: Invitation } },
    problems: ['acted-before', 'request-id-reused', 'outcome-unknown'],
  },
  'change-person': {
    method: 'POST',
    path: '/ops/v1/people/:personId/actions',
    summary: 'Change what a person may do',
    description: 'In force at the person’s next request. The last admin who can sign in stays one.',
    permission: 'access:manage',
    changes: true,
    params,
    body: ChangePerson,
    answers: { 200: { description: 'The person.', schema: Person } },
    problems: ['person-unknown', 'acted-before', 'request-id-reused', 'outcome-unknown'],
  },
});
