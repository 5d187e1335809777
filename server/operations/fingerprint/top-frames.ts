const MAX_FRAMES = 3;
const frame = /^\s*at (?:async )?(?:(.+?) \()?((?:file:\/\/)?[^()]*?):\d+:\d+\)?$/;
const foreign = /^node:|(^|\/)node_modules\//;

/**
 * The top frames of a V8 stack that are ours, function and file each. Of the file only its folder and name, so that one
 * fault is the same wherever the program is installed; no line numbers, so that it stays the same over an edit elsewhere.
 */
export function topFrames(stack: string): string[] {
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    const match = frame.exec(line);
    const file = match?.[2];
    if (file === undefined || foreign.test(file)) continue;
    const place = file.replaceAll('\\', '/').split('/').slice(-2).join('/');
    frames.push(`${match?.[1] ?? '<anonymous>'} ${place}`);
    if (frames.length === MAX_FRAMES) break;
  }
  return frames;
}
