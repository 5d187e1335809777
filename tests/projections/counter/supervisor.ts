import { fileURLToPath } from 'node:url';
import { runSupervisor } from '../../../processes/supervisor/run-supervisor.ts';
import { projections } from './registry.ts';

await runSupervisor(process.argv.slice(2), {
  projections,
  roleModule: fileURLToPath(new URL('./role.ts', import.meta.url)),
});
