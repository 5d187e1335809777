import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import {
  DeadLetterActionRequest,
  GroupActionRequest,
  SelectedActionRequest,
} from '../../../contracts/dead-letter-actions.ts';
import { DeadLetterId, Fingerprint } from '../../../contracts/dead-letters.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { actOnDeadLetter } from './act-on-dead-letter.ts';
import { actOnGroup } from './act-on-group.ts';
import { actOnSelected } from './act-on-selected.ts';

/** The acts of operators on dead letters and their groups. The caller is `request.operator`. */
export function registerActions(app: FastifyInstance, service: DeadLetterService): void {
  app.post<{ Body: SelectedActionRequest }>(
    '/ops/v1/dead-letters/actions',
    { schema: { body: SelectedActionRequest } },
    (request) => actOnSelected(service, request.body, request.operator, request.correlationId),
  );

  app.post<{ Params: { id: string }; Body: DeadLetterActionRequest }>(
    '/ops/v1/dead-letters/:id/actions',
    { schema: { params: Type.Object({ id: DeadLetterId }), body: DeadLetterActionRequest } },
    (request) => actOnDeadLetter(service, request.params.id, request.body, request.operator),
  );

  app.post<{ Params: { fingerprint: string }; Body: GroupActionRequest }>(
    '/ops/v1/dead-letter-groups/:fingerprint/actions',
    { schema: { params: Type.Object({ fingerprint: Fingerprint }), body: GroupActionRequest } },
    (request) => actOnGroup(service, request.params.fingerprint, request.body, request.operator),
  );
}
