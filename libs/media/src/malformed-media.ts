/** Foreign bytes that are not what their format says. The message names the field, never the bytes. */
export class MalformedMedia extends Error {
  constructor(what: string) {
    super(`malformed ${what}`);
    this.name = 'MalformedMedia';
  }
}
