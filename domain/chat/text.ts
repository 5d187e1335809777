import Type from 'typebox';

const MAX_TEXT_CODE_POINTS = 50_000;

/**
 * Text that people write: 1 to 50,000 Unicode code points, not all white space. JSON Schema counts code points, not UTF-16
 * units. Under its `u` flag an unpaired surrogate is its own code point (category Cs); it has no UTF-8 form, so it is
 * refused.
 */
export const MessageText = Type.String({
  minLength: 1,
  maxLength: MAX_TEXT_CODE_POINTS,
  pattern: '^(?=[^]*\\S)[^\\p{Cs}]*$',
  description: 'Unicode text, not blank, of at most 50,000 code points.',
  examples: ['Are we still on for tonight?'],
});

export const Title = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^(?=[^]*\\S)[^\\p{Cs}]*$',
  description: 'A title of at most 200 code points, not blank.',
  examples: ['General'],
});
