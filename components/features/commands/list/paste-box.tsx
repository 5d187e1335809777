'use client';

import { type ClipboardEvent, useState } from 'react';
import { countOf } from '../../../../contracts/words/count.ts';
import { MAX_PASTED_CORRELATIONS, MAX_PASTED_IDS } from '../../../limits.ts';
import { SearchBox } from '../../../ui/filters/search-box.tsx';
import { findCommandIds } from '../../../ui/paste/find-command-ids.ts';
import { findCorrelationIds, isCorrelationLike } from '../../../ui/paste/find-correlation-ids.ts';

const HINT = 'An id, a URL, a curl command, a log line: every command id and correlation id in it is found.';

function sentence(text: string): string {
  if (text.trim() === '') return HINT;
  const commandIds = findCommandIds(text).commandIds;
  const correlations = findCorrelationIds(text);
  const traces = correlations.length === 0 ? '' : countOf(correlations.length, 'correlation id');
  if (commandIds.length === 0) {
    if (traces !== '') return `No command id in this text; ${traces}.`;
    return isCorrelationLike(text.trim())
      ? 'No command id. Enter looks for a correlation id of this name.'
      : 'No command id in this text. Commands are found by their id, such as 0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa.';
  }
  const cut = commandIds.length > MAX_PASTED_IDS ? ` The first ${MAX_PASTED_IDS} are shown.` : '';
  return `${countOf(commandIds.length, 'command id')}${traces === '' ? '' : ` and ${traces}`} found.${cut}`;
}

/** The command ids and the correlation ids in a text. */
const idsIn = (text: string): [commandIds: string[], correlationIds: string[]] => [
  findCommandIds(text).commandIds.slice(0, MAX_PASTED_IDS),
  findCorrelationIds(text).slice(0, MAX_PASTED_CORRELATIONS),
];

/** Takes any text. One id opens its command at once; several are listed with their states. */
export function PasteBox({
  initial,
  take,
}: {
  initial: readonly string[];
  /** Called with the command ids and correlation ids when they change, on every paste that holds ids, and on Enter. */
  take(commandIds: string[], correlationIds: string[]): void;
}) {
  const [text, setText] = useState(initial.join(' '));
  const ids = idsIn(text);

  const change = (next: string) => {
    setText(next);
    const found = idsIn(next);
    if (found.join() !== ids.join()) take(...found);
  };

  /** A paste replaces the text: appended to another id it would be no id, and pasting the same id searches again. */
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text').replaceAll(/\s+/g, ' ').trim();
    const found = idsIn(pasted);
    if (found.flat().length === 0) return;
    event.preventDefault();
    setText(pasted);
    take(...found);
  };

  const submit = () => {
    const word = text.trim();
    if (ids.flat().length > 0) take(...ids);
    else if (isCorrelationLike(word)) take([], [word]);
  };

  return (
    <SearchBox
      title="Find a command"
      text={text}
      says={sentence(text)}
      change={change}
      submit={submit}
      paste={paste}
      className="mb-8"
    />
  );
}
