import { createChannel } from './chat/create-channel/command.ts';
import { deleteMessage } from './chat/delete-message/command.ts';
import { editMessage } from './chat/edit-message/command.ts';
import { joinChannel } from './chat/join-channel/command.ts';
import { sendMessage } from './chat/send-message/command.ts';
import type { AnyCommand } from './command.ts';

/** Every command the business accepts. Routes, validation, OpenAPI and the console follow from this list. */
export const commands: readonly AnyCommand[] = [
  createChannel,
  joinChannel,
  sendMessage,
  editMessage,
  deleteMessage,
];

const byEventType = new Map(commands.map((command) => [command.eventType, command]));
if (byEventType.size !== commands.length) throw new TypeError('Two commands declare the same event type.');

/** The command whose events have this type; undefined for a type that this version does not know. */
export const commandOfEventType = (eventType: string): AnyCommand | undefined => byEventType.get(eventType);
