import type { CommandInput } from '../client/command-request.ts';
import type { Intent } from './intents.ts';

/** An accepted message. */
export interface Target {
  channel: string;
  messageId: string;
  /** The caller that sent the message. */
  author: number;
}

interface PlannedCommand {
  input: CommandInput;
  caller: number;
  key: string | undefined;
}

/** Changes go to one of this many newest messages, so that most changes meet others of the same message. */
const NEWEST = 200;

/**
 * The command of an intent. An intent that changes a message picks an accepted one; if there is none yet, it sends one.
 * Each text contains the intent's number, so that no two texts are the same.
 */
export function commandOf(
  intent: Intent,
  messages: readonly Target[],
  keys: readonly { key: string; intent: Intent }[],
  callers: number,
): PlannedCommand {
  const { number, channel, choice } = intent;
  const parameters = { channelId: channel };
  const own = intent.isKeyed ? `key-${number}` : undefined;
  const text = `chaos ${number}: ${'lorem ipsum '.repeat(1 + Math.floor(choice * 12))}`;
  const send: PlannedCommand = {
    input: { command: 'send-message', parameters, body: { text } },
    caller: intent.caller,
    key: own,
  };
  const target = pickNewest(messages, choice);
  const changed = target && { channelId: target.channel, messageId: target.messageId };
  switch (intent.kind) {
    case 'send':
    case 'unfit':
      return send;
    case 'create':
      return {
        ...send,
        input: { command: 'create-channel', parameters, body: { title: `Chaos ${number}` } },
      };
    case 'join':
      return { ...send, input: { command: 'join-channel', parameters } };
    case 'invalid':
      return { ...send, input: { command: 'send-message', parameters, body: { text: ' ' } } };
    case 'key-reused': {
      const used = pickNewest(keys, choice);
      if (!used) return send;
      return {
        input: { command: 'send-message', parameters: { channelId: used.intent.channel }, body: { text } },
        caller: used.intent.caller,
        key: used.key,
      };
    }
    case 'edit':
      if (!changed) return send;
      return {
        ...send,
        input: { command: 'edit-message', parameters: changed, body: { text } },
        caller: target.author,
      };
    case 'delete':
      if (!changed) return send;
      return { ...send, input: { command: 'delete-message', parameters: changed }, caller: target.author };
    case 'edit-by-another':
      if (!changed) return send;
      return {
        ...send,
        input: { command: 'edit-message', parameters: changed, body: { text } },
        caller: (target.author + 1) % callers,
      };
  }
}

function pickNewest<Value>(values: readonly Value[], choice: number): Value | undefined {
  const among = Math.min(NEWEST, values.length);
  return values[values.length - 1 - Math.floor(choice * among)];
}
