'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { CHANNEL_PATTERN } from '../../../contracts/access/channel-pattern.ts';
import { IDENTIFIER_PATTERN } from '../../../contracts/identifier.ts';
import { SCOPE_NAMES, type Scope } from '../../../contracts/permissions.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { API_KEYS_KEY } from '../../api/api-keys.ts';
import { sendAction } from '../../api/send-action.ts';
import { scopeWords } from './scope-words.ts';
import { ShownKey } from './shown-key.tsx';

const NAME = new RegExp(IDENTIFIER_PATTERN);
const CHANNEL = new RegExp(CHANNEL_PATTERN);
const EXPIRIES = [
  { days: 30, word: 'after 30 days' },
  { days: 90, word: 'after 90 days' },
  { days: 365, word: 'after a year' },
  { days: 0, word: 'never' },
] as const;

/** Creates an API key and shows it once. */
export function CreateKeyDialog({ close }: { close(): void }) {
  const queries = useQueryClient();
  const id = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['commands:send', 'reads']);
  const [channels, setChannels] = useState('');
  const [days, setDays] = useState(90);
  const patterns = channels.split(/[\s,]+/).filter((pattern) => pattern !== '');
  const wrong = patterns.find((pattern) => !CHANNEL.test(pattern));
  const toggle = (scope: Scope) =>
    setScopes((chosen) =>
      chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope],
    );
  return (
    <ActionDialog
      title="Create an API key"
      reach="A program that has the key acts under its name, within its scopes and channels."
      notTouched="Other keys do not change."
      reason="optional"
      kind="api-key-created"
      button="Create the key"
      ready={NAME.test(name) && scopes.length > 0 && wrong === undefined}
      close={close}
      action={async (requestId, reason) => {
        const { key } = await sendAction('POST /ops/v1/api-keys', {
          body: {
            requestId,
            name,
            scopes: [...scopes],
            ...(patterns.length > 0 ? { channels: patterns } : {}),
            ...(days > 0 ? { expiresInDays: days } : {}),
            ...(reason === undefined ? {} : { reason }),
          },
        });
        await queries.invalidateQueries({ queryKey: API_KEYS_KEY });
        return <ShownKey apiKey={key} />;
      }}
    >
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={`${id}name`}>
        Name: the actor of everything done with the key
        <input
          id={`${id}name`}
          className="field h-8 text-ink pointer-coarse:h-11"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={64}
          placeholder="billing"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {name !== '' && !NAME.test(name) && <span role="status">Letters, digits, _ and - only.</span>}
      </label>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-ink-2 text-small">Scopes: what it may do</legend>
        {SCOPE_NAMES.map((scope) => (
          <label key={scope} className="flex min-h-6 items-start gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="mt-0.75 shrink-0"
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
            />
            <span>
              <code className="mono">{scope}</code> <span className="text-ink-2">{scopeWords[scope]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={`${id}channels`}>
        Channels: ids, or beginnings followed by *. Empty: all channels
        <input
          id={`${id}channels`}
          className="field h-8 text-ink pointer-coarse:h-11"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="support-*, general"
          value={channels}
          onChange={(event) => setChannels(event.target.value)}
        />
        {wrong !== undefined && (
          <span role="status">“{wrong}” is no channel and no beginning followed by *.</span>
        )}
      </label>
      <label className="flex flex-col gap-1 text-ink-2 text-small" htmlFor={`${id}expiry`}>
        It expires
        <select
          id={`${id}expiry`}
          className="field h-8 text-ink pointer-coarse:h-11"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {EXPIRIES.map((each) => (
            <option key={each.days} value={each.days}>
              {each.word}
            </option>
          ))}
        </select>
      </label>
    </ActionDialog>
  );
}
