import type { ActionFilter, DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import type { actionRoutes } from '../../../contracts/routes/operations/actions.ts';
import type { DeadLetterFilterRead } from '../../../contracts/routes/operations/dead-letter-filter.ts';
import type { Input } from '../../../contracts/routes/route.ts';

/** The filter without undefined members. */
export const given = <Fields extends object>(
  fields: { [Name in keyof Fields]-?: Fields[Name] | undefined },
): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

/** The API's filter in the terms of the index. */
export const filterOf = ({
  state: states,
  class: failureClass,
  aggregate: subject,
  q: text,
  ...same
}: DeadLetterFilterRead): DeadLetterFilter => ({
  ...same,
  ...given<Pick<DeadLetterFilter, 'states' | 'failureClass' | 'subject' | 'text'>>({
    states,
    failureClass,
    subject,
    text,
  }),
});

export const actionFilterOf = ({
  kind: kinds,
  ...same
}: Input<(typeof actionRoutes)['export-actions']>['query']): ActionFilter => ({
  ...same,
  ...given<Pick<ActionFilter, 'kinds'>>({ kinds }),
});
