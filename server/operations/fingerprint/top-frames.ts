const MAX_FRAMES = 3;
const frame = /^\s*at (?:async )?(?:(.+?) \()?((?:file:\/\/)?[^()]*?):\d+:\d+\)?$/;
const foreign = /^node:|(^|\/)node_modules\//;
const carrier = /(^|\/)workers\/runtime\//;

/**
 * The top frames of a V8 stack in Waybill's own code: function and file. Only the file's folder and name count, so that a fault looks
 * the same wherever the program is installed; no line numbers, so that an edit elsewhere changes nothing.
 */
export const topFrames = (stack: string): string[] => framesOf(stack, (file) => !foreign.test(file));

/**
 * The frames that say what went wrong. The worker's own frames only say how the event arrived: first delivery, retry, in a
 * batch or alone.
 */
export const causeFrames = (stack: string): string[] =>
  framesOf(stack, (file) => !foreign.test(file) && !carrier.test(file));

function framesOf(stack: string, isWanted: (file: string) => boolean): string[] {
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    const match = frame.exec(line);
    const file = match?.[2]?.replaceAll('\\', '/');
    if (file === undefined || !isWanted(file)) continue;
    const place = file.split('/').slice(-2).join('/');
    frames.push(`${match?.[1] ?? '<anonymous>'} ${place}`);
    if (frames.length === MAX_FRAMES) break;
  }
  return frames;
}
