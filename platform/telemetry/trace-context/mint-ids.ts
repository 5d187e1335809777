/** Random bytes for many ids are drawn at once: one kernel call for about 340 commands. */
const pool = Buffer.allocUnsafeSlow(8_192);
let drawn = pool.length;

function hex(bytes: number): string {
  if (drawn + bytes > pool.length) {
    crypto.getRandomValues(pool);
    drawn = 0;
  }
  drawn += bytes;
  return pool.toString('hex', drawn - bytes, drawn);
}

/** A new trace id: 16 random bytes, as level 2 of the specification requires. */
export const mintTraceId = (): string => hex(16);

export const mintSpanId = (): string => hex(8);
