const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;

type State = 'ground' | 'escape' | 'csi' | 'string' | 'stringEscape';

/** `[` opens CSI; `]`, `P`, `X`, `^` and `_` open the strings OSC, DCS, SOS, PM and APC (ECMA-48 §5.4, §5.6). */
const isStringOpener = (byte: number): boolean =>
  byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f;

/**
 * Follows output only as far as to know where an unfinished control sequence or character began. A screen that is
 * saved in the middle of one continues exactly from there: what came before has had its effect, what comes after none.
 */
export class EscapeBoundary {
  private state: State = 'ground';
  /** Bytes of the unfinished sequence or character. */
  private open = 0;
  /** Bytes an unfinished character still lacks. */
  private missing = 0;

  /** How many of the bytes seen last belong to something unfinished. */
  get unfinished(): number {
    return this.open;
  }

  reset(): void {
    this.state = 'ground';
    this.open = this.missing = 0;
  }

  write(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.state === 'ground') {
        const next = bytes.indexOf(ESC, at);
        if (next < 0) {
          this.endInText(bytes, at);
          return;
        }
        this.state = 'escape';
        this.open = 1;
        at = next + 1;
      } else {
        this.open++;
        this.step(bytes[at++]!);
      }
    }
  }

  /** The chunk ends in plain text, read from `from`: its last character may be cut. */
  private endInText(bytes: Uint8Array, from: number): void {
    for (let back = 1; back <= 3 && bytes.length - back >= from; back++) {
      const byte = bytes[bytes.length - back]!;
      if (byte >= 0x80 && byte < 0xc0) continue;
      this.missing = byte < 0x80 ? 0 : Math.max(0, lengthOf(byte) - back);
      this.open = this.missing > 0 ? back : 0;
      return;
    }
    const added = bytes.length - from;
    this.missing = Math.max(0, this.missing - added);
    this.open = this.missing > 0 ? this.open + added : 0;
  }

  private step(byte: number): void {
    if (byte === CAN || byte === SUB) return this.reset();
    if (byte === ESC) {
      if (this.state === 'string') this.state = 'stringEscape';
      else {
        this.state = 'escape';
        this.open = 1;
      }
      return;
    }
    switch (this.state) {
      case 'escape':
        if (byte === 0x5b) this.state = 'csi';
        else if (isStringOpener(byte)) this.state = 'string';
        else if (byte >= 0x30 && byte <= 0x7e) this.reset();
        return;
      case 'csi':
        if (byte >= 0x40 && byte <= 0x7e) this.reset();
        return;
      case 'string':
        if (byte === BEL) this.reset();
        return;
      case 'stringEscape':
        // A backslash ends the string; anything else began a sequence of its own.
        this.state = 'escape';
        this.open = 2;
        if (byte === 0x5c) this.reset();
        else this.step(byte);
    }
  }
}

/** How many bytes a UTF-8 character has by its first one. */
const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
