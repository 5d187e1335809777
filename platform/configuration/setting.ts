/** One setting: its variable, its allowed values and its meaning. `settings.ts` has the table of all settings. */
export type Setting = TextSetting | NumberSetting;

interface Described {
  /** The environment variable. */
  variable: string;
  meaning: string;
}

interface TextSetting extends Described {
  kind: 'text';
  default: string;
  /** The pattern that the value must match, and the same in words. */
  pattern?: RegExp;
  form?: string;
  /** What no pattern can say: why a text can't be taken, in words that follow the setting's name and don't quote the text. */
  check?: (text: string) => string | undefined;
  /** True if the value must not be shown or logged. */
  secret?: boolean;
}

interface NumberSetting extends Described {
  kind: 'number';
  default: number;
  min: number;
  max: number;
  unit: 'ms' | 's' | 'bytes' | 'count' | 'port' | 'per second';
}

/** Thrown if an environment variable has an invalid value. The message is for people. */
export class BadSetting extends Error {
  override name = 'BadSetting';
}

/** The value of a setting from its variable's text. An empty variable counts as none. Throws BadSetting. */
export function readSetting(setting: Setting, text: string | undefined): string | number {
  if (text === undefined || text === '') return setting.default;
  const refuse = (expected: string): never => {
    // A text with an @ may be a URL with a password, also where none belongs.
    const isSecret = (setting.kind === 'text' && setting.secret) || text.includes('@');
    const shown = isSecret ? 'Its value' : JSON.stringify(text);
    throw new BadSetting(`${setting.variable}: ${shown} is not ${expected}. ${setting.meaning}`);
  };
  switch (setting.kind) {
    case 'text':
      if (setting.pattern && !setting.pattern.test(text)) return refuse(setting.form ?? 'of the right form');
      return accepted(setting, text);
    case 'number': {
      const number = /^-?[0-9]+$/.test(text) ? Number(text) : Number.NaN;
      const fits = number >= setting.min && number <= setting.max;
      return fits ? number : refuse(`a whole number from ${setting.min} to ${setting.max} (${setting.unit})`);
    }
  }
}

function accepted({ variable, form, check, meaning }: TextSetting, text: string): string {
  const why = check?.(text);
  if (why === undefined) return text;
  throw new BadSetting(`${variable} ${why}.${form ? ` It takes ${form}.` : ''} ${meaning}`);
}
