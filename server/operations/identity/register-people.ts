import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sessionCookie, sessionOf } from '../../../contracts/access/session-cookie.ts';
import { peopleRoutes } from '../../../contracts/routes/operations/people.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import type { IdentityService } from './identity-service.ts';
import { changePerson, invite, listPeople } from './manage-people.ts';
import { acceptInvitation, type Begun, changePassword, setUp, signIn } from './sign-in.ts';

/** Set by the console's server, which learns it from the proxy in front of it, if one is configured. */
const ADDRESS_HEADER = 'waybill-client-address';

const addressOf = ({ headers }: FastifyRequest): string | undefined =>
  headers[ADDRESS_HEADER] as string | undefined;

export function registerPeople(app: FastifyInstance, service: IdentityService): void {
  const begin = (reply: FastifyReply, { token, signedIn }: Begun) => {
    reply.header('set-cookie', sessionCookie(token, service.sessionMaxMs, service.isSecure));
    return signedIn;
  };
  const end = (reply: FastifyReply) => reply.header('set-cookie', sessionCookie('', 0, service.isSecure));
  registerRoutes(app, peopleRoutes, {
    'sign-in': async ({ body }, reply, raw) => begin(reply, await signIn(service, body, addressOf(raw))),
    'set-up': async ({ body }, reply, raw) => begin(reply, await setUp(service, body, addressOf(raw))),
    'accept-invitation': async ({ body }, reply, raw) =>
      begin(reply, await acceptInvitation(service, body, addressOf(raw))),
    async 'sign-out'({ body, principal }, reply, raw) {
      const token = sessionOf(raw.headers.cookie);
      const store = await service.store();
      const account = principal.kind === 'person' ? await store.personOfEmail(principal.id) : null;
      if (token === undefined || !account) throw notAPerson();
      if (body?.everywhere) await store.endSessions(account.personId);
      else await store.endSession(token);
      service.recorder.record(account.personId, account.email, { kind: 'signed-out' });
      return end(reply).code(204).send();
    },
    async 'change-password'({ body, principal }, reply, raw) {
      if (principal.kind !== 'person') throw notAPerson();
      const { token } = await changePassword(service, body, principal.id, addressOf(raw));
      reply.header('set-cookie', sessionCookie(token, service.sessionMaxMs, service.isSecure));
      return reply.code(204).send();
    },
    'list-people': () => listPeople(service),
    async 'invite-person'({ body, principal }, reply) {
      reply.code(201);
      return invite(service, body, principal.id);
    },
    'change-person': ({ params, body, principal }) =>
      changePerson(service, params.personId, body, principal.id),
  });
}

const notAPerson = () => new ProblemError('forbidden', 'Only a person who is signed in can do this.');
