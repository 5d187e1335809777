import { parseArgs } from 'node:util';
import { BadSetting } from '../../platform/configuration/setting.ts';
import { projectionNames } from '../../processes/roles/open-projection.ts';

export const usage = `npm run rebuild -- <projection> [--yes] [--again] [--hash] [--history sqlite|cassandra] [--nats <url>]

Wipes a read model and makes it anew from the log; the projections are: ${projectionNames.join(', ')}. Without --yes it only
shows what it would do. Workers that run find the wiped store by themselves and fill it; where none runs, this does it.
It may be ended (Ctrl-C) and begun again: it goes on where it was, and --again starts over.

  --hash     print the hash of the content before and after (reads everything)
  --history  the store behind the history, as for npm start; by default that of WAYBILL_HISTORY
  --nats     the log's server; by default NATS_URL, or else the one of the instance that runs here`;

export interface RebuildOptions {
  projection: string;
  yes: boolean;
  again: boolean;
  hash: boolean;
  help: boolean;
  history: string | undefined;
  nats: string | undefined;
}

/** Throws BadSetting for what can't be meant. */
export function readRebuildOptions(args: string[]): RebuildOptions {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [projection = '', ...more] = positionals;
  if (!values.help && (!projectionNames.includes(projection) || more.length > 0)) {
    throw new BadSetting(`Name one projection: ${projectionNames.join(', ')}.\n\n${usage}`);
  }
  return {
    projection,
    yes: values.yes === true,
    again: values.again === true,
    hash: values.hash === true,
    help: values.help === true,
    history: values.history,
    nats: values.nats,
  };
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      yes: { type: 'boolean' },
      again: { type: 'boolean' },
      hash: { type: 'boolean' },
      help: { type: 'boolean' },
      history: { type: 'string' },
      nats: { type: 'string' },
    },
  });
