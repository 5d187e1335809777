import { countOf } from '../../../contracts/words/count.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { deadLetterAddresses } from '../../ui/search-params/dead-letters.ts';

/** The events it could not apply, of the last day. */
export function RecentFailures({ count, of }: { count: number | null; of: string }) {
  return (
    <section aria-label="Recent failures" className="mb-8">
      <h2 className="section-title mb-1">Recent failures</h2>
      <p>
        {count === null ? (
          <>
            How many events {of} could not apply in the last 24 hours is unknown: their index can’t be read
            now.
          </>
        ) : count === 0 ? (
          <>No event that {of} could not apply in the last 24 hours.</>
        ) : (
          <>
            <PageLink href={deadLetterAddresses.listHref({ show: 'list', state: 'any', consumer: of })}>
              {countOf(count, 'dead letter')}
            </PageLink>{' '}
            in the last 24 hours, of all partitions of {of} together.
          </>
        )}
      </p>
    </section>
  );
}
