import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { sha256 } from '#libs/crypto';

export interface ClientProgram {
  bytes: Buffer;
  /** Hexadecimal. */
  sha256: string;
}

/** The command-line client as one file: the same for every system, for it runs on Node.js. */
@Injectable()
export class ClientBundle {
  /** Where the build puts it: this module is in dist/server then. */
  file = fileURLToPath(new URL('../tunnel/portal-tunnel.js', import.meta.url));
  private known: { version: string; program: ClientProgram } | undefined;

  /** Null where it was not built. Read again when it changes. */
  async read(): Promise<ClientProgram | null> {
    const found = await stat(this.file).catch(() => null);
    if (!found) return null;
    const version = `${this.file} ${found.size} ${found.mtimeMs}`;
    if (this.known?.version === version) return this.known.program;
    const bytes = await readFile(this.file);
    const program = { bytes, sha256: sha256(bytes, 'hex') };
    this.known = { version, program };
    return program;
  }
}
