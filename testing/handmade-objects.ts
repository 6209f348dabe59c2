// Objects, branches and packs as git itself would never write them, put into a bare repository without a process.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type NamedObject, nameObject } from '../src/git/objects/objects.ts';
import type { BareRepository } from './bare-repository.ts';

/** One entry of a tree; the id is 40 hex digits. */
export type HandmadeEntry = readonly [mode: string, name: string | Buffer, oid: string];

export const handmadeAuthor = 'Somebody <a@b> 1750000000 +0000';

/** Writes objects by hand, as `git hash-object --literally -w` does. */
export class HandmadeObjects {
  readonly #directory: string;

  constructor({ directory }: BareRepository) {
    this.#directory = directory;
  }

  /** @returns the object's id */
  write(type: NamedObject['type'], data: string | Buffer): string {
    const bytes = Buffer.from(data);
    const { oid } = nameObject({ type, data: bytes });
    this.writeAs(oid, deflateSync(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])));
    return oid;
  }

  /** Puts a file where the loose object of that id belongs, whatever it holds. */
  writeAs(oid: string, file: Uint8Array): void {
    const folder = join(this.#directory, 'objects', oid.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, oid.slice(2)), file);
  }

  /** A tree as these entries stand, which git itself would sort and check. */
  tree(...entries: readonly HandmadeEntry[]): string {
    const parts = entries.flatMap(([mode, name, oid]) => [`${mode} `, name, '\0', Buffer.from(oid, 'hex')]);
    return this.write('tree', Buffer.concat(parts.map((part) => Buffer.from(part))));
  }

  /** A commit of these headers after `tree`, as the tip of a branch of its own. */
  branch(
    tree: string,
    headers = `author ${handmadeAuthor}\ncommitter ${handmadeAuthor}`,
    message = 'First\n',
  ): string {
    return this.branchOn(
      this.write('commit', Buffer.from(`tree ${tree}\n${headers}\n\n${message}`, 'latin1')),
    );
  }

  /** A branch that stands on whatever has that id. */
  branchOn(oid: string): string {
    const branch = `b-${oid}`;
    writeFileSync(join(this.#directory, 'refs/heads', branch), `${oid}\n`);
    return branch;
  }
}
