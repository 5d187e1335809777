/** Loaded with `node --import` before a program that isn't ours. See guard-output.ts. */
import { redactSecrets } from '../../contracts/redact-secrets.ts';
import { guardOutput } from './guard-output.ts';

guardOutput({ change: redactSecrets });
