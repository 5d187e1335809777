import { fileURLToPath } from 'node:url';
import { projections } from '../../workers/registry.ts';
import { runSupervisor } from './run-supervisor.ts';

await runSupervisor(process.argv.slice(2), {
  projections,
  roleModule: fileURLToPath(new URL('../roles/main.ts', import.meta.url)),
});
