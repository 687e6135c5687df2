export interface OggPacket {
  data: Buffer;
  /** How many packets of the same page end after this one. */
  followers: number;
  /** Of the page: the end of its last packet, in the codec's units; -1 where none ends. */
  granule: number;
}

const PAGE_HEADER_BYTES = 27;
const MAX_PACKET_BYTES = 64 * 1024;
const CAPTURE_PATTERN = 'OggS';

/** Packets of one logical stream out of Ogg pages, RFC 3533 §6. Looks for the next page when it loses the thread; checksums are not checked. */
export class OggReader {
  private rest: Buffer = Buffer.alloc(0);
  private carried: Buffer[] = [];
  private carriedBytes = 0;

  *read(chunk: Buffer): Generator<OggPacket> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (let page = this.nextPage(); page; page = this.nextPage()) yield* this.readPage(page);
  }

  private nextPage(): Buffer | undefined {
    const start = this.rest.indexOf(CAPTURE_PATTERN, 0, 'latin1');
    if (start !== 0) this.rest = this.rest.subarray(start < 0 ? Math.max(0, this.rest.length - 3) : start);
    if (start < 0 || this.rest.length < PAGE_HEADER_BYTES) return undefined;
    const segments = this.rest[26]!;
    let end = PAGE_HEADER_BYTES + segments;
    if (this.rest.length < end) return undefined;
    for (let index = 0; index < segments; index++) end += this.rest[PAGE_HEADER_BYTES + index]!;
    if (this.rest.length < end) return undefined;
    const page = this.rest.subarray(0, end);
    this.rest = this.rest.subarray(end);
    return page;
  }

  private *readPage(page: Buffer): Generator<OggPacket> {
    const segments = page.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + page[26]!);
    const isContinued = (page[5]! & 1) !== 0;
    if (!isContinued) this.forget();
    const granule = Number(page.readBigInt64LE(6));
    let followers = segments.filter((size) => size < 255).length;
    let start = PAGE_HEADER_BYTES + segments.length;
    let end = start;
    for (const size of segments) {
      end += size;
      if (size === 255) continue;
      const data = Buffer.concat([...this.carried, page.subarray(start, end)]);
      this.forget();
      start = end;
      yield { data, followers: --followers, granule };
    }
    if (start < end) this.carry(page.subarray(start, end));
  }

  private carry(part: Buffer): void {
    this.carriedBytes += part.length;
    if (this.carriedBytes > MAX_PACKET_BYTES) this.forget();
    else this.carried.push(Buffer.from(part));
  }

  private forget(): void {
    this.carried = [];
    this.carriedBytes = 0;
  }
}
