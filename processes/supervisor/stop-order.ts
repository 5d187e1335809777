/**
 * The order in which roles end, so that nothing is lost or refused needlessly: first those that take requests, then the
 * stores, last the log, which all others write to.
 */
const ORDER = ['gateway', 'worker', 'operations', 'console', 'cassandra', 'nats'];

/** The processes in groups. Those of one group end together; the groups end one after the other. */
export function stopOrder<Named extends { plan: { name: string } }>(processes: Named[]): Named[][] {
  return ORDER.map((kind) => processes.filter(({ plan }) => plan.name.split(':')[0] === kind)).filter(
    (group) => group.length > 0,
  );
}
