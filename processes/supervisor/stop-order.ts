/**
 * The order in which roles end, so that nothing is lost or refused that need not be: first what takes requests in, then
 * the stores, last the log that all others write to.
 */
const ORDER = ['gateway', 'worker', 'operations', 'console', 'cassandra', 'nats'];

/** The names in groups: those of one group end together, the groups one after the other. */
export function stopOrder<Named extends { plan: { name: string } }>(processes: Named[]): Named[][] {
  return ORDER.map((kind) => processes.filter(({ plan }) => plan.name.split(':')[0] === kind)).filter(
    (group) => group.length > 0,
  );
}
