import { countOf } from '../../../../contracts/words/count.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import type { BulkOutcome } from './act-on-target.ts';

const SHOWN = 20;

/** The outcome of an action: how many changed, and why others were refused. */
export function ActionOutcome({ outcome: { done, refused }, word }: { outcome: BulkOutcome; word: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        {countOf(done.length, 'dead letter')} {word}, and written to the audit log.
      </p>
      {refused.length > 0 && (
        <>
          <p>{countOf(refused.length, 'was refused', 'were refused')}:</p>
          <ul className="flex flex-col gap-1">
            {refused.slice(0, SHOWN).map(({ id, detail }) => (
              <li key={id}>
                <PageLink href={deadLetterHref(id)} className="mono">
                  {id}
                </PageLink>{' '}
                <Inert text={detail} />
              </li>
            ))}
          </ul>
          {refused.length > SHOWN && <p className="text-ink-2">and {refused.length - SHOWN} more</p>}
        </>
      )}
    </div>
  );
}
