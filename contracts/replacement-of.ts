import type { CommandStatus } from './command-status.ts';

/**
 * The command that took a dead-lettered one's place; null where none did, and while another projection has yet to be mended.
 */
export function replacementOf({
  state,
  projections,
}: Pick<CommandStatus, 'state' | 'projections'>): string | null {
  if (state !== 'dead_lettered') return null;
  const dead = Object.values(projections).filter((each) => each.state === 'dead_lettered');
  return dead.every(({ replacedBy }) => replacedBy !== null) ? (dead[0]?.replacedBy ?? null) : null;
}
