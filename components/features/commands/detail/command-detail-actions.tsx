'use client';

import { ChevronDown } from 'lucide-react';
import { useEffect } from 'react';
import type { CommandDetail, CommandSummary } from '../../../../contracts/command-detail.ts';
import { useCopy } from '../../../ui/buttons/use-copy.ts';
import { useConsoleFacts } from '../../../ui/environment/console-facts.ts';
import { usePreferences } from '../../../ui/preferences/use-preferences.tsx';
import { clientNote } from './client-note.ts';
import styles from './command-detail.module.css';

interface Action {
  name: string;
  text(): string;
}

/** Copies from a command detail: its link, a reply for the client, and the client's own request. */
export function CommandDetailActions({
  commandDetail,
  command,
}: {
  commandDetail: CommandDetail;
  command: CommandSummary;
}) {
  const { gatewayUrl } = useConsoleFacts();
  const link = () => `${window.location.origin}/commands/${command.commandId}`;
  const actions: Action[] = [
    { name: 'Copy link', text: link },
    { name: 'Copy for the client', text: () => clientNote(command, commandDetail.status) },
    {
      name: 'Copy curl',
      text: () => `curl -H "Authorization: Bearer $KEY" '${gatewayUrl}${commandDetail.client.path}'`,
    },
  ];
  useCopyLinkKey(link);
  return (
    <>
      <div className={styles.actions}>
        {actions.map((action) => (
          <ActionButton key={action.name} {...action} />
        ))}
      </div>
      <details className={styles.copies}>
        <summary>
          Copy
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" className={styles.chevron} />
        </summary>
        {actions.map((action) => (
          <ActionButton key={action.name} {...action} />
        ))}
      </details>
    </>
  );
}

function ActionButton({ name, text }: Action) {
  const { copied, failed, copy } = useCopy();
  return (
    <button type="button" className={styles.action} onClick={() => copy(text())}>
      {/* Both words are laid out, so that the button keeps its width. */}
      <span className={styles.actionWord} data-shown={!copied && !failed}>
        <span className="link">{name}</span>
      </span>
      <span className={styles.actionWord} data-shown={copied || failed} role="status">
        {copied ? 'Copied' : failed ? 'Copy failed' : ''}
      </span>
    </button>
  );
}

/** `c` copies the link while nothing else claims the key. */
function useCopyLinkKey(link: () => string): void {
  const { shortcuts } = usePreferences();
  useEffect(() => {
    if (!shortcuts) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'c' || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey)
        return;
      const target = event.target as Element;
      if (target.matches('input, textarea, [data-row]') || document.querySelector('dialog[open]')) return;
      void navigator.clipboard?.writeText(link());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
