/** `general` of the aggregate `channel/general`; any other text is unchanged. */
export const channelName = (aggregate: string): string => aggregate.replace(/^channel\//, '');
