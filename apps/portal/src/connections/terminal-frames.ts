import { DomainError, LIMITS, type TerminalClientFrame } from '#libs/contracts';

const MAX_ANSWERS = 16;
const MAX_ANSWER_CHARS = 4096;
const MAX_ID_CHARS = 64;

type Unchecked = { type: string } & Record<string, unknown>;

/** @throws DomainError request.invalid */
export const parseTerminalFrame = (frame: Unchecked): TerminalClientFrame => {
  switch (frame.type) {
    case 'input':
      return { type: 'input', data: require(isString(frame['data']), frame, 'data') as string };
    case 'resize':
      return {
        type: 'resize',
        cols: require(isWithin(frame['cols'], LIMITS.terminalCols), frame, 'cols') as number,
        rows: require(isWithin(frame['rows'], LIMITS.terminalRows), frame, 'rows') as number,
      };
    case 'ping':
    case 'close':
      return { type: frame.type };
    case 'ack':
      return { type: 'ack', offset: require(isOffset(frame['offset']), frame, 'offset') as number };
    case 'answer':
      return {
        type: 'answer',
        id: require(isString(frame['id'], MAX_ID_CHARS), frame, 'id') as string,
        answers: require(frame['answers'] === null || isAnswers(frame['answers']), frame, 'answers') as string[] | null,
      };
    default:
      throw new DomainError('request.invalid', { text: 'This type of message is not known here.' });
  }
};

const require = (isValid: boolean, frame: Unchecked, field: string): unknown => {
  if (isValid) return frame[field];
  throw new DomainError('request.invalid', { text: `The field "${field}" of "${frame.type}" is not valid.` });
};

const isString = (value: unknown, max = Number.POSITIVE_INFINITY): boolean =>
  typeof value === 'string' && value.length <= max;

const isWithin = (value: unknown, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const isOffset = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isAnswers = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= MAX_ANSWERS && value.every((answer) => isString(answer, MAX_ANSWER_CHARS));
