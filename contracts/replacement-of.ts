import type { CommandStatus } from './command-status.ts';

/**
 * The command that replaced a dead-lettered one; null if there is none, and while any projection has neither applied the
 * original nor been given the replacement.
 */
export function replacementOf({
  state,
  projections,
}: Pick<CommandStatus, 'state' | 'projections'>): string | null {
  if (state !== 'dead_lettered') return null;
  const all = Object.values(projections);
  if (all.some((each) => each.state !== 'dead_lettered' && each.state !== 'applied')) return null;
  const dead = all.filter((each) => each.state === 'dead_lettered');
  return dead.every(({ replacedBy }) => replacedBy !== null) ? (dead[0]?.replacedBy ?? null) : null;
}
