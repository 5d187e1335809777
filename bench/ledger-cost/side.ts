/** One side of the comparison: its settings. */
export interface Side {
  name: 'on' | 'off';
  environment: Record<string, string>;
  /** The share of its events whose traces are kept; absent if they carry no trace context. */
  keptTraces?: number | undefined;
}

/** Processor time for one event, in µs, of Waybill's process and of nats-server. */
export interface Cost {
  process: number;
  nats: number;
}

/** The environment from arguments such as `WAYBILL_LEDGER=on`. Throws TypeError for an invalid argument. */
export function environmentOf(assignments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf('=');
      if (at < 1) throw new TypeError(`${assignment} is not NAME=VALUE.`);
      return [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}

/** Takes turns; each side goes first in every other pair, so that other work on the machine affects both. */
export async function takePairs(
  sides: readonly [on: Side, off: Side],
  pairs: number,
  turn: (side: Side) => Promise<Cost>,
): Promise<{ on: Cost; off: Cost }[]> {
  const taken: { on: Cost; off: Cost }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? sides : sides.toReversed();
    const costs = {} as { on: Cost; off: Cost };
    for (const side of order) costs[side.name] = await turn(side);
    taken.push(costs);
    process.stderr.write(
      `pair ${pair + 1}: on ${costs.on.process.toFixed(1)}, off ${costs.off.process.toFixed(1)} µs\n`,
    );
  }
  return taken;
}
