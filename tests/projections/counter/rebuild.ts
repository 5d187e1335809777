import { runRebuild } from '../../../scripts/rebuild/run-rebuild.ts';
import { projections } from './registry.ts';

await runRebuild(process.argv.slice(2), projections);
