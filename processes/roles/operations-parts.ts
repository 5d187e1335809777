import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { DeadLetterService } from '../../server/operations/dead-letters/dead-letter-service.ts';

/** What every part of the operations service needs: the app, the log, the settings and the index of dead letters. */
export interface OperationsParts extends DeadLetterService {
  app: FastifyInstance;
  settings: Settings;
  logger: Logger;
}
