import type { IdentityStore } from '../../../adapters/sqlite/identity/identity-store.ts';
import type { Throttle } from '../../identity/throttle.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import type { AccessRecorder } from './record-access.ts';

/** What the routes of people need. */
export interface IdentityService extends Omit<DeadLetterService, 'status'> {
  /** Opened at the first use. */
  store(): Promise<IdentityStore>;
  recorder: AccessRecorder;
  /** Failed tries of an account, and of an address. */
  throttles: { account: Throttle; address: Throttle };
  /** How many passwords are being checked now. */
  checks: { running: number };
  setUpTokenFile: string;
  /** How long a session's cookie lives, in ms. */
  sessionMaxMs: number;
  /** Whether browsers reach the console by TLS. */
  isSecure: boolean;
}
