import { projections } from '../workers/registry.ts';
import { runRebuild } from './rebuild/run-rebuild.ts';

await runRebuild(process.argv.slice(2), projections);
