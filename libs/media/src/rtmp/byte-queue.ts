/** Bytes in the order they came, kept as they came. Every byte is copied about once however small the pieces are. */
export class ByteQueue {
  length = 0;
  private pieces: Buffer[] = [];
  /** Of the first piece. */
  private at = 0;

  push(piece: Buffer): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** The next `length` bytes in one piece, left where they are; undefined while there are fewer. For headers: long ones are copied. */
  peek(length: number): Buffer | undefined {
    if (length > this.length) return undefined;
    const first = this.pieces[0];
    if (!first) return Buffer.alloc(0);
    if (first.length - this.at >= length) return first.subarray(this.at, this.at + length);
    const joined = Buffer.allocUnsafe(length);
    let filled = first.copy(joined, 0, this.at);
    for (let index = 1; filled < length; index++)
      filled += this.pieces[index]!.copy(joined, filled, 0, length - filled);
    return joined;
  }

  skip(length: number): void {
    this.walk(length, () => undefined);
  }

  /** Moves `length` bytes, which must be there, to `target` at `offset`. */
  readInto(target: Buffer, offset: number, length: number): void {
    let filled = offset;
    this.walk(length, (piece, from, to) => (filled += piece.copy(target, filled, from, to)));
  }

  private walk(length: number, visit: (piece: Buffer, from: number, to: number) => void): void {
    this.length -= length;
    let left = length;
    let used = 0;
    while (left > 0) {
      const piece = this.pieces[used]!;
      const take = Math.min(left, piece.length - this.at);
      visit(piece, this.at, this.at + take);
      left -= take;
      this.at += take;
      if (this.at < piece.length) break;
      used++;
      this.at = 0;
    }
    if (used > 0) this.pieces.splice(0, used);
  }
}
