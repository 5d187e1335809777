import { runRole } from '../../../processes/roles/run-role.ts';
import { projections } from './registry.ts';

runRole(process.argv[2] ?? '', projections);
