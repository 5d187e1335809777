/** `general` of the aggregate `channel/general`; what is no channel stays as it is. */
export const channelName = (aggregate: string): string => aggregate.replace(/^channel\//, '');
