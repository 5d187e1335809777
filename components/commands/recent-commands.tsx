'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandSummary, RecentCommands as Recent } from '../../contracts/slip.ts';
import { Failure } from '../failure.tsx';
import { formatCount } from '../format/count.ts';
import { Instant } from '../instant.tsx';
import { CommandTable, rowOf } from './command-table.tsx';
import { FirstCommand } from './first-command.tsx';
import { ListSection } from './list-section.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { useHeldRows } from './use-held-rows.ts';

const none: CommandSummary[] = [];

/** The newest commands of the log. New ones come in by themselves only while nobody reads here. */
export function RecentCommands({
  query,
  openId,
  open,
  hrefOf,
}: {
  query: UseQueryResult<Recent>;
  openId: string | null;
  open(commandId: string): void;
  hrefOf(commandId: string): string;
}) {
  const { data, error, refetch, isFetching } = query;
  const list = useRef<HTMLDivElement>(null);
  const { rows, waiting, show } = useHeldRows(data?.commands ?? none, list, openId !== null);
  const stale = data !== undefined && error !== null;

  return (
    <ListSection
      title="Recent"
      ref={list}
      aside={
        stale ? (
          <span>
            as of <Instant iso={data.readAt} now={data.readAt} />, not live
          </span>
        ) : waiting > 0 ? (
          <button type="button" className="quiet-button px-2 hover:bg-hover" onClick={show}>
            <span>
              {formatCount(waiting)} new · <span className="link">show</span>
            </span>
          </button>
        ) : null
      }
    >
      {data === undefined ? (
        error === null ? (
          <ListSkeleton rows={10} />
        ) : (
          <Failure
            title="The recent commands cannot be read"
            error={error}
            retry={() => void refetch()}
            retrying={isFetching}
          />
        )
      ) : rows.length === 0 ? (
        <FirstCommand />
      ) : (
        <CommandTable
          label="Recent commands, newest first"
          rows={rows.map(rowOf)}
          now={data.readAt}
          stale={stale}
          openId={openId}
          open={open}
          hrefOf={hrefOf}
        />
      )}
    </ListSection>
  );
}
