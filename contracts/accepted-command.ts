import { PositionToken, Timestamp, Uuid } from './schemas.ts';
import * as Type from './type.ts';

/** The body of a `202 Accepted`. */
export const AcceptedCommand = Type.Object(
  {
    commandId: Uuid('The id of this command and of its event.'),
    correlationId: Type.String({
      description: 'The correlation id of the request, or a new one.',
    }),
    acceptedAt: Timestamp('When the gateway accepted the command.'),
    position: PositionToken,
    status: Type.String({ description: 'The path of the status resource, as in Location.' }),
    resource: Type.String({
      description: 'The path of the resource that the command creates or changes, once applied.',
    }),
  },
  { $id: 'AcceptedCommand' },
);

export type AcceptedCommand = Type.Static<typeof AcceptedCommand>;
