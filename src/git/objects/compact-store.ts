// Objects in as little memory as they take: a buffer of its own costs a small object several times its size.
import { IdTable } from './id-table.ts';
import { type GitObject, type ObjectStore, type ObjectType, OversizeError } from './objects.ts';

/** Objects share buffers of this size, bytes; larger ones have their own. */
const slabBytes = 2 ** 20;
/** What is remembered of an object beside its bytes: its id, and where it is. */
const bytesAnEntry = 64;

const types: readonly ObjectType[] = ['commit', 'tree', 'blob', 'tag'];

/** Objects in memory, up to a limit for all together. */
export class CompactStore implements ObjectStore {
  readonly #numbers: IdTable;
  readonly #slabs: Buffer[] = [];
  /** By number: slab and offset in it, length, type. */
  readonly #slab: number[] = [];
  readonly #offset: number[] = [];
  readonly #length: number[] = [];
  readonly #type: number[] = [];
  /** The slab that is being filled, and how far. */
  #open = -1;
  #filled = slabBytes;
  /** Bytes that are left. */
  #room: number;

  /**
   * @param room for all objects, and what is remembered of them, bytes
   * @param salt of 32 bits, which no server can guess
   */
  constructor(room: number, salt: number) {
    this.#room = room;
    this.#numbers = new IdTable(salt);
  }

  has(oid: string): boolean {
    return this.#numbers.find(oid) !== undefined;
  }

  get(oid: string): GitObject | undefined {
    const number = this.#numbers.find(oid);
    if (number === undefined) return undefined;
    const [offset = 0, length = 0] = [this.#offset[number], this.#length[number]];
    const slab = this.#slabs[this.#slab[number] ?? 0] ?? Buffer.alloc(0);
    return { type: types[this.#type[number] ?? 0] ?? 'blob', data: slab.subarray(offset, offset + length) };
  }

  /** Sets room aside for what is kept elsewhere, bytes. */
  reserve(bytes: number): void {
    this.#room -= bytes;
  }

  /** Whether there is room for the object. */
  takes({ data }: GitObject): boolean {
    return data.length + bytesAnEntry <= this.#room;
  }

  set(oid: string, { type, data }: GitObject): void {
    if (this.has(oid)) return;
    this.#room -= data.length + bytesAnEntry;
    if (this.#room < 0) throw new OversizeError('all objects together take more memory than there is');
    this.#numbers.add(oid);
    const at = data.length > slabBytes / 16 ? this.#alone(data) : this.#shared(data);
    this.#slab.push(at.slab);
    this.#offset.push(at.offset);
    this.#length.push(data.length);
    this.#type.push(types.indexOf(type));
  }

  #alone(data: Buffer): { readonly slab: number; readonly offset: number } {
    return { slab: this.#slabs.push(data) - 1, offset: 0 };
  }

  #shared(data: Buffer): { readonly slab: number; readonly offset: number } {
    if (this.#filled + data.length > slabBytes) {
      this.#open = this.#slabs.push(Buffer.allocUnsafeSlow(slabBytes)) - 1;
      this.#filled = 0;
    }
    const offset = this.#filled;
    this.#slabs[this.#open]?.set(data, offset);
    this.#filled += data.length;
    return { slab: this.#open, offset };
  }
}
