import { projections } from '../../workers/registry.ts';
import { runRole } from './run-role.ts';

runRole(process.argv[2] ?? '', projections);
