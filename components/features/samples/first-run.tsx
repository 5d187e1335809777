'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { sampleState } from '../../api/samples.ts';
import { countOf } from '../../ui/format/count.ts';
import { SAMPLES_ID } from '../../ui/links/addresses.ts';
import { ListSection } from '../../ui/table/list-section.tsx';
import { SampleButton } from './sample-button.tsx';
import { pauseLooks, poisonLooks, trafficLooks } from './sample-looks.tsx';
import { pauseOutcome, poisonOutcome, trafficOutcome } from './sample-outcomes.ts';
import { SampleRow } from './sample-row.tsx';

/** What a newcomer can try while the log holds nothing else: see it work, break a command, take its store away. */
export function FirstRun({ intro }: { /** Only while there is nothing at all. */ intro: ReactNode }) {
  const { data } = useQuery(sampleState(readFromBrowser));
  if (!data?.open) return null;
  const { samples, traffic, poison, storePause, pausable, readAt } = data;
  const isHeld = storePause !== null && storePause.endedAt === null;
  // What was not tried yet is what to try.
  const next =
    traffic === null ? 'traffic' : poison === null ? 'poison' : storePause === null ? 'pause' : null;
  return (
    <div id={SAMPLES_ID} className="scroll-mt-16">
      <ListSection
        title="First run"
        aside={samples ? `${countOf(samples, 'sample')} in the log, nothing else` : null}
      >
        {intro}
        <ul className="border-line border-t">
          <SampleRow
            title="Send sample traffic"
            what="A small conversation in channels of its own, 80 commands in 40 seconds, sent to the gateway as any client would. It ends by itself."
            outcome={traffic && trafficOutcome(traffic)}
            now={readAt}
            look={trafficLooks}
          >
            <SampleButton
              action="traffic"
              words={traffic === null ? 'Send 80 commands' : 'Send 80 more commands'}
              busy={traffic !== null && traffic.endedAt === null}
              primary={next === 'traffic'}
            />
          </SampleRow>
          <SampleRow
            title="Break one command"
            what="Writes one event into the log, past the gateway’s checks: a message whose text stands in a field named body, as a producer of another version might write it. The history can’t apply it, so it becomes a dead letter. No other command waits for it."
            outcome={poison && poisonOutcome(poison)}
            now={readAt}
            look={poison && poisonLooks(poison)}
          >
            <SampleButton
              action="poison"
              words={poison === null ? 'Send 1 poison event' : 'Send 1 more poison event'}
              busy={poison !== null && poison.deadLetter === null}
              primary={next === 'poison'}
            />
          </SampleRow>
          <SampleRow
            title="Take the store away"
            what={
              pausable.why ??
              `Holds the history’s file for ${pausable.seconds} seconds, so that nobody can write to it, and sends a message every 2 seconds meanwhile. Reads go on, and so do 202s. It ends by itself, when you let go, or with the process; no file is changed by it.`
            }
            outcome={storePause && pauseOutcome(storePause)}
            now={readAt}
            look={pauseLooks}
          >
            {isHeld ? (
              <SampleButton action="store/release" words="Let the store go now" busy={false} />
            ) : (
              pausable.why === null && (
                <SampleButton
                  action="store/pause"
                  words={`Hold the store for ${pausable.seconds} s`}
                  busy={false}
                  primary={next === 'pause'}
                />
              )
            )}
          </SampleRow>
        </ul>
      </ListSection>
    </div>
  );
}
