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
  /** Bytes of the unfinished sequence. */
  private open = 0;

  /** How many of the bytes seen last belong to something unfinished. */
  get unfinished(): number {
    return this.open;
  }

  reset(): void {
    this.state = 'ground';
    this.open = 0;
  }

  write(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.state === 'ground') {
        const next = bytes.indexOf(ESC, at);
        if (next < 0) {
          this.open = unfinishedCharacter(bytes, at, this.open);
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

/** Bytes of a UTF-8 character that the chunk, read from `from`, leaves unfinished. `before` were open already. */
const unfinishedCharacter = (bytes: Uint8Array, from: number, before: number): number => {
  for (let back = 1; back <= 3 && bytes.length - back >= from; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
  }
  // Only continuation bytes: they finish what was open, or not yet.
  const added = bytes.length - from;
  return before > 0 && added < 3 ? before + added : 0;
};

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
