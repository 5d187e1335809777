'use client';

import * as Menu from '@radix-ui/react-dropdown-menu';
import { ChevronDown } from 'lucide-react';
import { formatCount } from '../../../../contracts/words/count.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { actionWords } from '../actions/action-words.ts';
import type { ChosenAction } from '../actions/targets.ts';
import { StillAtWorkNote } from '../replays/still-at-work-note.tsx';

type Kind = ChosenAction['kind'];

const offered: { kind: Kind; word: string }[] = [
  { kind: 'replay', word: 'Replay' },
  { kind: 'held', word: 'Hold' },
  { kind: 'assigned', word: 'Assign' },
  { kind: 'ticket-linked', word: 'Ticket' },
  { kind: 'discarded', word: 'Discard' },
];
const rest: Exclude<Kind, 'replay' | 'edit'>[] = ['noted', 'released', 'restored'];

/** The selection and its actions. Each action opens a plan or a dialog; none takes effect at once. */
export function BulkBar({
  count,
  channels,
  total,
  all,
  selectAll,
  clear,
  choose,
  failures,
}: {
  count: number;
  /** In how many channels the ticked ones are; null if all that match are selected. */
  channels: number | null;
  /** How many match the filters. */
  total: number;
  all: boolean;
  selectAll(): void;
  clear(): void;
  choose(kind: Kind): void;
  /** The last failures of the open dead letters that are selected and shown. */
  failures: readonly LastFailure[];
}) {
  const still = useStillAtWork(failures);
  return (
    <section
      aria-label="Selection"
      className="max-phone:fixed max-phone:inset-x-0 max-phone:bottom-0 max-phone:z-20 max-phone:border-line-strong max-phone:border-t max-phone:bg-surface max-phone:mb-0 max-phone:px-4 max-phone:pb-[max(8px,env(safe-area-inset-bottom))] max-phone:pt-2 mb-2 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 phone:sticky phone:top-12 phone:z-3 phone:border-line phone:border-y phone:bg-sunken phone:px-3 phone:py-2"
    >
      <p role="status" className="font-semibold">
        {all
          ? `All ${formatCount(total)} that match are selected`
          : `${formatCount(count)} selected${channels === null ? '' : ` in ${formatCount(channels)} ${channels === 1 ? 'channel' : 'channels'}`}`}
      </p>
      {!all && total > count && (
        <button type="button" className="link" onClick={selectAll}>
          Select all {formatCount(total)} that match
        </button>
      )}
      <button type="button" className="link text-ink-2" onClick={clear}>
        Clear selection
      </button>
      <div className="ml-auto flex gap-2">
        {offered.map(({ kind, word }) => (
          <button
            key={kind}
            type="button"
            className={`button ${kind === 'replay' ? (still === null ? 'primary-button' : '') : 'max-phone:hidden @max-[47rem]/list:hidden'}`}
            onClick={() => choose(kind)}
          >
            {word}…
          </button>
        ))}
        <Menu.Root modal={false}>
          <Menu.Trigger className="button">
            More
            <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
          </Menu.Trigger>
          <Menu.Content
            align="end"
            sideOffset={4}
            className="z-30 min-w-40 rounded-menu border border-line bg-surface p-1 shadow-float"
          >
            {offered.slice(1).map(({ kind, word }) => (
              <MenuItem key={kind} word={`${word}…`} onSelect={() => choose(kind)} className="full:hidden" />
            ))}
            {rest.map((kind) => (
              <MenuItem
                key={kind}
                word={`${actionWords[kind].verb('').trim().replace(/ on$/, '')}…`}
                onSelect={() => choose(kind)}
              />
            ))}
          </Menu.Content>
        </Menu.Root>
      </div>
      {still && (
        <StillAtWorkNote
          found={still}
          single={count === 1 && !all}
          className="w-full max-w-none text-small"
        />
      )}
    </section>
  );
}

const MenuItem = ({
  word,
  onSelect,
  className = '',
}: {
  word: string;
  onSelect(): void;
  className?: string;
}) => (
  <Menu.Item
    onSelect={onSelect}
    className={`flex min-h-8 cursor-pointer items-center rounded-control px-2 outline-none data-[highlighted]:bg-hover pointer-coarse:min-h-11 ${className}`}
  >
    {word}
  </Menu.Item>
);
