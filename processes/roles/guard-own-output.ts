/** Loaded before a program that isn't ours (`node --import`): see guard-output.ts. */
import { redactSecrets } from '../../contracts/redact-secrets.ts';
import { guardOutput } from './guard-output.ts';

guardOutput({ change: redactSecrets });
