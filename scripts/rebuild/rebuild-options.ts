import { parseArgs } from 'node:util';
import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Registry } from '../../workers/registry.ts';

export const usageOf = (
  projections: Registry,
): string => `npm run rebuild -- <projection> [--yes] [--again] [--hash] [--store <store>] [--nats <url>]

Empties a read model and fills it again from the log. Projections, and the stores of each:
${projections.map(({ name, stores }) => `  ${name}: ${Object.keys(stores).join(', ')}`).join('\n')}
Without --yes it only shows what it would do. Running workers notice the emptied store and fill it; if none runs, this
command fills it. You can stop it (Ctrl-C) and start it again: it continues where it stopped, and --again starts over.

  --hash     print the hash of the content before and after (reads everything)
  --store    the store. Default: the one in WAYBILL_STORES, or else the embedded one
  --nats     the log's server. Default: NATS_URL, or else that of the instance that runs here
  --yes      do it
  --again    start over
  --help     this text

Example: npm run rebuild -- ${projections[0]?.name} --yes`;

export interface RebuildOptions {
  projection: string;
  yes: boolean;
  again: boolean;
  hash: boolean;
  help: boolean;
  store: string | undefined;
  nats: string | undefined;
}

/** Throws BadSetting for invalid arguments. */
export function readRebuildOptions(args: string[], projections: Registry): RebuildOptions {
  const usage = usageOf(projections);
  const names = projections.map(({ name }) => name);
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [projection = '', ...more] = positionals;
  if (!values.help && (!names.includes(projection) || more.length > 0)) {
    throw new BadSetting(`Name one projection: ${names.join(', ')}.\n\n${usage}`);
  }
  return {
    projection,
    yes: values.yes === true,
    again: values.again === true,
    hash: values.hash === true,
    help: values.help === true,
    store: values.store,
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
      store: { type: 'string' },
      nats: { type: 'string' },
    },
  });
