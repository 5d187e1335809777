import type { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';

type Generations = Awaited<ReturnType<typeof listGenerations>>;

const number = new Intl.NumberFormat('en');

/** The generations of the log, one line each, for people. */
export function describeLog(generations: Generations): string {
  return generations
    .map((generation, index) => {
      const { number: name, partitions, streams } = generation;
      const events = [...streams.values()].reduce((sum, { state }) => sum + state.messages, 0);
      const takes =
        index === generations.length - 1 ? 'takes all new events' : 'closed: drains, then expires';
      const ofPartitions = `${partitions} ${partitions === 1 ? 'partition' : 'partitions'}`;
      return `  generation ${name}   ${ofPartitions.padEnd(15)} ${number.format(events).padStart(12)} events   ${takes}\n`;
    })
    .join('');
}
