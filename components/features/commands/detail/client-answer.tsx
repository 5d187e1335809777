'use client';

import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import { Payload } from '../../../ui/payload/payload.tsx';
import { showControls } from '../../../ui/text/show-controls.ts';
import styles from './command-detail.module.css';

/** The state or problem an answer's body names. */
function nameIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  if ('state' in body && typeof body.state === 'string') return body.state;
  if ('type' in body && typeof body.type === 'string') return body.type.split('/').at(-1) ?? '';
  return '';
}

/** The present client view of this command; opens its JSON. */
export function ClientAnswer({ answer, commandId }: { answer: CommandDetail['client']; commandId: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={styles.client}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.clientTitle}>The client sees</span>
        <span className={`mono ${styles.clientLine}`} title={`${answer.method} ${answer.path}`}>
          <span className="max-phone:hidden">
            {answer.method} …/{commandId.slice(0, 8)}… →{' '}
          </span>
          {answer.status} {showControls(nameIn(answer.body))}
        </span>
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" className={styles.chevron} />
      </button>
      <div id={id} hidden={!open} className={styles.clientBody}>
        {open && (
          <Payload
            title={
              <code className="font-normal [overflow-wrap:anywhere]">
                {answer.method} {answer.path} → {answer.status}
              </code>
            }
            json={JSON.stringify(answer.body)}
            fileName={`${commandId}-status.json`}
          />
        )}
      </div>
    </div>
  );
}
