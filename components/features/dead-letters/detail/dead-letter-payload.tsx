'use client';

import { useState } from 'react';
import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import { formatBytes } from '../../../../contracts/words/bytes.ts';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { Section } from '../../../ui/facts/section.tsx';
import { Payload } from '../../../ui/payload/payload.tsx';
import { showControls } from '../../../ui/text/show-controls.ts';

/** Characters of the raw bytes that are shown at first. */
const RAW_SHOWN = 4_000;
const tab = 'border-transparent border-b-2 px-1 text-ink-2 aria-pressed:border-ink aria-pressed:text-ink';

/** The event: as folded JSON where it is JSON, and as the bytes in the log. */
export function DeadLetterPayload({ id, payload }: { id: string; payload: DeadLetterDetail['payload'] }) {
  const { isJson, text } = payload;
  const [raw, setRaw] = useState(!isJson);
  return (
    <Section title="Event">
      <div className="mb-2 flex gap-4">
        {isJson && (
          <button type="button" aria-pressed={!raw} className={tab} onClick={() => setRaw(false)}>
            As JSON
          </button>
        )}
        <button type="button" aria-pressed={raw} className={tab} onClick={() => setRaw(true)}>
          Raw, {formatBytes(payload.size)}
        </button>
      </div>
      {raw ? (
        <Raw payload={payload} />
      ) : (
        <Payload title="Event in the log" json={text ?? ''} fileName={`${id}.json`} />
      )}
    </Section>
  );
}

function Raw({ payload: { text, base64, size } }: { payload: DeadLetterDetail['payload'] }) {
  const [all, setAll] = useState(false);
  const whole = text ?? base64;
  return (
    <>
      <div className="flex items-start gap-2 rounded-card bg-sunken p-3">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <bdi dir="ltr">{showControls(all ? whole : whole.slice(0, RAW_SHOWN))}</bdi>
        </pre>
        <CopyButton text={whole} what="the bytes" />
      </div>
      {text === null && <p className="mt-1 text-ink-2 text-small">Not UTF-8, so shown as base64.</p>}
      {whole.length > RAW_SHOWN && !all && (
        <button type="button" className="button mt-2" onClick={() => setAll(true)}>
          Show all {formatBytes(size)}
        </button>
      )}
    </>
  );
}
