import type { IDisposable, Terminal } from 'xterm';

/** Kinds of mouse report (`?1005`, `?1006`, `?1015`, `?1016`) and the hidden cursor (`?25`): what a saved screen lacks. */
const TRACKED = [25, 1005, 1006, 1015, 1016];

/** Follows the modes that the serialize add-on does not save. */
export class PrivateModes {
  private readonly set = new Map<number, boolean>();
  private region = '';
  private cursor = '';
  private readonly handlers: IDisposable[];

  constructor({ parser }: Terminal) {
    this.handlers = [
      parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => this.note(params, true)),
      parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => this.note(params, false)),
      parser.registerCsiHandler({ final: 'r' }, ([top, bottom]) => {
        this.region = top && bottom ? `\x1b7\x1b[${String(top)};${String(bottom)}r\x1b8` : '';
        return false;
      }),
      parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([shape]) => {
        this.cursor = shape ? `\x1b[${String(shape)} q` : '';
        return false;
      }),
      parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.reset()),
      parser.registerEscHandler({ final: 'c' }, () => this.reset()),
    ];
  }

  /** The sequences that bring a fresh terminal to the same modes. */
  serialize(): string {
    const modes = [...this.set].map(([mode, isSet]) => `\x1b[?${mode}${isSet ? 'h' : 'l'}`);
    return modes.join('') + this.cursor + this.region;
  }

  dispose(): void {
    for (const handler of this.handlers) handler.dispose();
  }

  /** Never claims the sequence: xterm handles it next. */
  private note(params: (number | number[])[], isSet: boolean): false {
    for (const mode of params) if (typeof mode === 'number' && TRACKED.includes(mode)) this.set.set(mode, isSet);
    return false;
  }

  private reset(): false {
    this.set.clear();
    this.region = this.cursor = '';
    return false;
  }
}
