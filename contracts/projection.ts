/** The public facts about a projection: a read model and the worker that fills it. `workers/registry.ts` lists all. */
export interface ProjectionInfo {
  /** One token, such as `history`. Consumer names begin with it; subjects, addresses and settings contain it. */
  name: string;
  /** For people: `History`. */
  title: string;
  /**
   * Whether it holds the resources that commands create and change. A command's overall state is that of its primary
   * projections; the others only decide whether the command is complete.
   */
  primary: boolean;
  /** The event types that it takes, such as `chat.message-sent.v1`; its worker skips all others. */
  events: 'all' | readonly string[];
}

/** Whether a projection takes events of this type. */
export const takesEvent = ({ events }: Pick<ProjectionInfo, 'events'>, type: string): boolean =>
  events === 'all' || events.includes(type);
