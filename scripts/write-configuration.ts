import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSettings } from './docs/describe-settings.ts';

// Writes docs/configuration.md from the table of settings.
writeFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), describeSettings());
