import { addressesAt } from './list-addresses.ts';

/** Whatever `AlertId` of contracts/alerts.ts takes. */
export const isAlertId = (id: string): boolean => /^[A-Za-z0-9_-]{1,128}$/.test(id);

/** The list of alerts has no state of its own. */
export const alertAddresses = addressesAt('/alerts', {}, isAlertId);
