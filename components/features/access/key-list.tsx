'use client';

import { useState } from 'react';
import type { ApiKey } from '../../../contracts/access/api-key.ts';
import { apiKeyStatus } from '../../ui/status/api-key-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { RevokeKeyDialog, RotateKeyDialog } from './end-key-dialogs.tsx';

/** The list of API keys, each with its actions. `now`: ISO 8601. */
export function KeyList({ keys, now }: { keys: readonly ApiKey[]; now: string }) {
  const [asked, setAsked] = useState<{ what: 'rotate' | 'revoke'; apiKey: ApiKey } | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ul className="flex flex-col">
        {keys.map((apiKey) => (
          <li
            key={apiKey.keyId}
            className="flex flex-wrap items-start gap-x-6 gap-y-2 border-line border-b py-3"
          >
            <div className="flex min-w-0 grow flex-col gap-1">
              <h3 className="flex flex-wrap items-baseline gap-3 font-semibold">
                <Inert text={apiKey.name} />
                <StatusWord status={apiKeyStatus[apiKey.state]} />
              </h3>
              <KeyFacts apiKey={apiKey} now={now} />
            </div>
            {apiKey.state !== 'revoked' && (
              <div className="flex gap-2">
                <button
                  type="button"
                  className="button"
                  aria-label={`Rotate the key of ${apiKey.name}`}
                  onClick={() => setAsked({ what: 'rotate', apiKey })}
                >
                  Rotate
                </button>
                <button
                  type="button"
                  className="button"
                  aria-label={`Revoke the key of ${apiKey.name}`}
                  onClick={() => setAsked({ what: 'revoke', apiKey })}
                >
                  Revoke
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === 'rotate' && <RotateKeyDialog apiKey={asked.apiKey} close={close} />}
      {asked?.what === 'revoke' && <RevokeKeyDialog apiKey={asked.apiKey} close={close} />}
    </>
  );
}

function KeyFacts({ apiKey, now }: { apiKey: ApiKey; now: string }) {
  const { beginsWith, scopes, channels, createdBy, createdAt, previousUntil, expiresAt, revokedAt } = apiKey;
  return (
    <>
      <p className="mono text-small">
        {scopes.join(', ')}
        {channels.includes('*') ? '' : ` · channels ${channels.join(', ')}`}
      </p>
      <p className="text-ink-2 text-small">
        Begins with <code className="mono">{beginsWith}</code> · made by <Inert text={createdBy} />,{' '}
        <Instant iso={createdAt} now={now} />
        {expiresAt !== null && revokedAt === null && (
          <>
            {' '}
            · expires <Instant iso={expiresAt} now={now} />
          </>
        )}
        {previousUntil !== null && (
          <>
            {' '}
            · the previous key is valid until <Instant iso={previousUntil} now={now} />
          </>
        )}
        {revokedAt !== null && (
          <>
            {' '}
            · revoked <Instant iso={revokedAt} now={now} />
          </>
        )}
      </p>
    </>
  );
}
