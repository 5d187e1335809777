import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EntryActRequest, GroupActRequest, SelectedActRequest } from '../../../contracts/dead-letter-acts.ts';
import { DeadLetterId, Fingerprint } from '../../../contracts/dead-letters.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { actOnEntry } from './act-on-entry.ts';
import { actOnGroup } from './act-on-group.ts';
import { actOnSelected } from './act-on-selected.ts';

/** The acts of operators on dead letters and their groups. The caller is `request.operator`. */
export function registerActs(app: FastifyInstance, service: DeadLetterService): void {
  app.post<{ Body: SelectedActRequest }>(
    '/ops/v1/dead-letters/acts',
    { schema: { body: SelectedActRequest } },
    (request) => actOnSelected(service, request.body, request.operator, request.correlationId),
  );

  app.post<{ Params: { id: string }; Body: EntryActRequest }>(
    '/ops/v1/dead-letters/:id/acts',
    { schema: { params: Type.Object({ id: DeadLetterId }), body: EntryActRequest } },
    (request) => actOnEntry(service, request.params.id, request.body, request.operator),
  );

  app.post<{ Params: { fingerprint: string }; Body: GroupActRequest }>(
    '/ops/v1/dead-letter-groups/:fingerprint/acts',
    { schema: { params: Type.Object({ fingerprint: Fingerprint }), body: GroupActRequest } },
    (request) => actOnGroup(service, request.params.fingerprint, request.body, request.operator),
  );
}
