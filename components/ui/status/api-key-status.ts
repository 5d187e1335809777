import type { ApiKey } from '../../../contracts/access/api-key.ts';
import { type Status, status } from './family.ts';

export const apiKeyStatus: Readonly<Record<ApiKey['state'], Status>> = {
  active: status('ok', 'active'),
  expired: status('warn', 'expired'),
  revoked: status('none', 'revoked', 'slashed'),
};
