'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { deadLetterQuery } from '../../../api/dead-letters.ts';
import { Failure } from '../../../api/failures/failure.tsx';
import { Permitted } from '../../../api/permitted.tsx';
import { isAbsent } from '../../../api/read-answer.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { heldKeys } from '../../../ui/dialog/held-keys.ts';
import { NoSuch } from '../../../ui/notices/no-such.tsx';
import { usePreferences } from '../../../ui/preferences/use-preferences.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { canDo } from '../actions/action-words.ts';
import { ChosenActionDialog } from '../actions/chosen-action-dialog.tsx';
import { DeadLetterActions } from '../actions/dead-letter-actions.tsx';
import type { ChosenAction } from '../actions/targets.ts';
import { DeadLetterDetailView } from './dead-letter-detail-view.tsx';

const deadLetters: Record<string, ChosenAction['kind']> = {
  r: 'replay',
  d: 'discarded',
  n: 'noted',
  a: 'assigned',
};

/** One dead letter: its error and state, its actions, and everything that is known about it. */
export function DeadLetterView({ id }: { id: string }) {
  const { data, error, refetch, isFetching } = useQuery(deadLetterQuery(readFromBrowser, id));
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const { shortcuts } = usePreferences();

  useEffect(() => {
    if (!shortcuts || !data) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const target = event.target as Element;
      // A list uses these letters for its own rows.
      if (target.matches('input, textarea, select, [data-row]') || document.querySelector('dialog[open]'))
        return;
      const kind = deadLetters[event.key];
      // The chosen dialog is about to open: keys typed meanwhile are meant for it.
      if (chosen !== null || kind === undefined || !canDo(kind, data.deadLetter)) return;
      event.preventDefault();
      heldKeys.coming(event.timeStamp);
      setChosen({ kind, target: { of: 'one', deadLetter: data.deadLetter } });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts, data, chosen]);

  if (data === undefined) {
    return error === null ? (
      <div aria-busy="true" className="late flex flex-col gap-3">
        <span className="visually-hidden">Reading</span>
        {['w-1/2', 'w-3/4', 'w-2/3', 'w-1/3', 'w-3/4', 'w-1/2'].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have no other key.
          <div key={index} className={`skeleton h-5 ${width}`} />
        ))}
      </div>
    ) : isAbsent(error) ? (
      <NoSuch what="dead letter" error={error} list={{ href: '/dead-letters', title: 'Dead letters' }} />
    ) : (
      <Failure
        title="This dead letter cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  return (
    <div data-stale={error !== null} className="flex flex-col gap-6">
      {error !== null && (
        <p role="status" className="text-ink-2">
          as of <Instant iso={data.index.readAt} now={data.index.readAt} />, not live
        </p>
      )}
      <DeadLetterDetailView
        detail={data}
        actions={
          <Permitted to="dead-letters:manage">
            <DeadLetterActions
              detail={data}
              choose={(kind) => setChosen({ kind, target: { of: 'one', deadLetter: data.deadLetter } })}
            />
          </Permitted>
        }
      />
      <ChosenActionDialog chosen={chosen} close={() => setChosen(null)} />
    </div>
  );
}
