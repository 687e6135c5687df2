const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One grapheme with something pictorial in it (UTS #51). */
export const isOneEmoji = (text: string): boolean => [...graphemes.segment(text)].length === 1 && EMOJI.test(text);
