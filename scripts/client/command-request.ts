import { Compile } from 'typebox/schema';
import { commands } from '../../domain/catalog.ts';
import type { AnyCommand } from '../../domain/command.ts';
import type { HttpRequest } from './http-client.ts';

/** A command as the caller gives it. */
export interface CommandInput {
  command: string;
  parameters: Record<string, unknown>;
  body?: unknown;
}

/**
 * A command ready to be sent. Two commands with the same `order` change the same thing, so they must keep their order.
 */
export interface CommandRequest extends Omit<HttpRequest, 'headers'> {
  order: string;
}

/** Thrown for a command that can't become a request. The message is for people. */
export class UnfitCommand extends Error {
  override name = 'UnfitCommand';
}

interface Known {
  declaration: AnyCommand;
  parameters: {
    Check(value: unknown): boolean;
    Errors(value: unknown): [boolean, { instancePath: string; message: string }[]];
  };
  names: Set<string>;
}

const known = new Map<string, Known>(
  commands.map((declaration) => [
    declaration.name,
    {
      declaration,
      parameters: Compile(declaration.parameters),
      names: new Set(Object.keys((declaration.parameters as { properties?: object }).properties ?? {})),
    },
  ]),
);

/**
 * The request for a command, from its declaration in the catalog. Checks the parameters, because they become part of
 * the path; the gateway checks the body. Throws UnfitCommand.
 */
export function commandRequest({ command, parameters, body }: CommandInput): CommandRequest {
  const found = known.get(command);
  if (!found) {
    throw new UnfitCommand(
      `Unknown command ${JSON.stringify(command)}. Commands: ${[...known.keys()].join(', ')}.`,
    );
  }
  const { declaration } = found;
  const superfluous = Object.keys(parameters).find((name) => !found.names.has(name));
  if (superfluous !== undefined) {
    throw new UnfitCommand(
      `${command} has no parameter ${JSON.stringify(superfluous)}. It takes: ${[...found.names].join(', ') || 'none'}.`,
    );
  }
  if (!found.parameters.Check(parameters)) {
    const [, [fault]] = found.parameters.Errors(parameters);
    throw new UnfitCommand(
      `The parameters do not fit ${command}: ${fault?.instancePath || 'parameters'} ${fault?.message ?? ''}`.trim() +
        '.',
    );
  }
  if (body !== undefined && declaration.body === null) throw new UnfitCommand(`${command} has no body.`);
  const path = declaration.route.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(parameters[name])),
  );
  return {
    method: declaration.route.method,
    path,
    body: declaration.body === null ? undefined : JSON.stringify(body ?? {}),
    order: `${declaration.aggregate.type}/${String(parameters[declaration.aggregate.id])}`,
  };
}
