'use client';

import { useQuery } from '@tanstack/react-query';
import { countOf } from '../../../../contracts/words/count.ts';
import { missingPart } from '../../../api/liveness-of.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { problemName } from '../../../api/send-action.ts';
import { traceSize } from '../../../api/trace-of.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

/** The correlation ids that were pasted, each with its commands in the ledger. */
export function FoundCorrelations({ ids }: { ids: readonly string[] }) {
  return (
    <ListSection title={`Found: ${countOf(ids.length, 'correlation id')}`}>
      <ul>
        {ids.map((id) => (
          <FoundCorrelation key={id} id={id} />
        ))}
      </ul>
    </ListSection>
  );
}

function FoundCorrelation({ id }: { id: string }) {
  const { data, error } = useQuery(traceSize(readFromBrowser, id));
  const name = (
    <span className="mono [overflow-wrap:anywhere]">
      <Inert text={id} />
    </span>
  );
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-4 border-line border-b py-1 pointer-coarse:min-h-11">
      {problemName(error) === 'trace-unknown' ? name : <PageLink href={traceHref(id)}>{name}</PageLink>}
      <span className="ml-auto text-ink-2">
        {data !== undefined
          ? countOf(data, 'command')
          : error === null
            ? ''
            : problemName(error) === 'trace-unknown'
              ? 'not in the ledger'
              : `unknown (${missingPart(error)})`}
      </span>
    </li>
  );
}
