import type { HttpAnswer } from '../client/http-client.ts';

/** What one answer says about its command. */
export interface Answer {
  /** `refused`: known not to be stored by this request. `unknown`: it may be stored. */
  verdict: 'accepted' | 'refused' | 'unknown';
  /** The status and the problem's type, or why no answer came. */
  what: string;
  /** Absent if the answer doesn't name it. */
  commandId?: string;
  position?: string;
  retryAfterMs?: number;
}

/** No answer. The command was certainly refused only if no server could be connected to. */
export const noAnswer = (message: string, sent: boolean): Answer => ({
  verdict: sent ? 'unknown' : 'refused',
  what: message.startsWith('no answer within')
    ? 'no answer in time'
    : `no answer: ${message.replace(/[0-9.:]*:[0-9]+$/, '').trim()}`,
});

/** As docs/api.md defines the answers: 504 and 500 say neither yes nor no; every other 4xx and 5xx says no. */
export function readAnswer({ status, headers, body }: HttpAnswer): Answer {
  const parsed = readJson(body);
  const commandId = typeof parsed.commandId === 'string' ? parsed.commandId : undefined;
  const position = typeof parsed.position === 'string' ? parsed.position : undefined;
  const seconds = Number(headers['retry-after']);
  const rest = {
    ...(commandId === undefined ? {} : { commandId }),
    ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  };
  if (status === 202 && commandId !== undefined && position !== undefined)
    return { verdict: 'accepted', what: '202', position, ...rest };
  const what = `${status} ${String(parsed.type ?? '').replace('/problems/', '')}`.trim();
  const isRefusal = status >= 400 && status !== 500 && status !== 502 && status !== 504;
  return { verdict: isRefusal ? 'refused' : 'unknown', what, ...rest };
}

function readJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
