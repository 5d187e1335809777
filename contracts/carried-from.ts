/**
 * A header of an event that Waybill itself stored again in a later generation: its position in a stream that was replaced or
 * restored. There its version would be below what read models hold, so this copy is the one that counts.
 */
export const CARRIED_FROM = 'Waybill-Carried-From';
