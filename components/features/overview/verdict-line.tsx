'use client';

import { PageLink } from '../../ui/links/page-link.tsx';
import { familyClass } from '../../ui/status/family.ts';
import { StatusMark } from '../../ui/status/status-mark.tsx';
import { PhraseText } from '../../ui/text/phrase-text.tsx';
import type { Verdict } from './verdict.ts';

/** The first line: is there a problem, and what to do. */
export function VerdictLine({ verdict, now }: { verdict: Verdict; now: string }) {
  const { status, what, costs, todo, link } = verdict;
  return (
    <section
      aria-label="Status"
      className="mb-8 flex max-w-[60rem] flex-col gap-2"
      data-verdict={status.family}
    >
      <p className="flex items-start gap-3 text-[1.25rem] leading-7 font-semibold text-pretty phone:text-verdict">
        <span className={`${familyClass[status.family]} mt-2 phone:mt-2.5`}>
          <StatusMark mark={status.mark} />
        </span>
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="visually-hidden">{status.word}: </span>
          <PhraseText phrase={what} now={now} />
        </span>
      </p>
      {(costs.length > 0 || todo !== null || link !== null) && (
        <div className="flex flex-col gap-2 pl-6">
          {costs.length > 0 && (
            <p className="max-w-[72ch] text-pretty">
              <PhraseText phrase={costs} now={now} />
            </p>
          )}
          {(todo !== null || link !== null) && (
            <p className="flex max-w-[72ch] flex-wrap items-center gap-x-2 text-pretty text-ink-2">
              {todo !== null && <span>{todo}</span>}
              {link !== null && (
                <PageLink href={link.href} className="text-ink">
                  {link.words}
                </PageLink>
              )}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
