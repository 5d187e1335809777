/**
 * Loaded with `node --import` before a program that isn't ours, as `end-with-parent.ts?<pid of the parent>`: ends the program
 * when its parent has ended. Waybill's own roles see that by their channel.
 */
const POLL_MS = 1_000;

const parent = Number(new URL(import.meta.url).search.slice(1));

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, POLL_MS).unref();
