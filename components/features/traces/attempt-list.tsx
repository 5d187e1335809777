import { cutId } from '../../ui/format/cut-id.ts';
import { replayHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import type { Attempt } from './attempts-of.ts';

/** How each attempt ended; one of a replay leads to it. */
export function AttemptList({ attempts, now }: { attempts: readonly Attempt[]; now: string }) {
  return (
    <ol>
      {attempts.map(({ number, at, failed, code, replayId, version }) => (
        <li key={`${at} ${number}`}>
          Attempt {number ?? 'of unknown number'} {failed ? 'failed' : 'applied it'}{' '}
          <Instant iso={at} now={now} as="exact" />
          {code !== null && (
            <>
              {': '}
              <span className="mono">
                <Inert text={code} />
              </span>
            </>
          )}
          {version !== null && (
            <>
              {', worker '}
              <Inert text={version} />
            </>
          )}
          {replayId !== null && (
            <>
              {', by '}
              <PageLink href={replayHref(replayId)}>replay {cutId(replayId)}</PageLink>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
