// The ways to write a secret that are looked for, beside those that decoding undoes.
import { withoutUnseen } from './decoded-text.ts';

/** How the secrets of a run may stand in a text that is decoded and on one line. */
export interface Spellings {
  readonly plain: readonly string[];
  /** Of the secret inside a longer text, so that what is beside it has bits of it. */
  readonly base64: readonly string[];
}

/** A shorter secret would be found in every second word. */
const shortest = 4;
/** Hexadecimal, and base64 in base64, are for tokens; of keys they would be long. */
const longestToken = 512;

/**
 * Spells secrets in all the ways in which they are looked for.
 * @param secrets may have several lines, as keys do: each line of some length is a secret of its own
 * @returns the spellings, the longest first: one may hold another
 */
export function spellingsOf(secrets: readonly string[]): Spellings {
  const all = secrets.flatMap(linesOf).flatMap((text) => [text, Buffer.from(text).toString('latin1')]);
  const bodies = [...new Set(all)].filter((text) => text.length >= shortest);
  const tokens = bodies.filter((text) => text.length <= longestToken);
  const once = [...new Set([...bodies, ...secrets])].flatMap(base64Spellings);
  const twice = tokens.flatMap(base64Spellings).filter((text) => text.length >= 16);
  return {
    plain: longestFirst([...bodies, ...tokens.flatMap(hexSpellings)]),
    base64: longestFirst([...once, ...twice.flatMap(base64Spellings)]),
  };
}

/** The whole on one line except for what frames a key, and its longer lines; of a URL what is behind its host. */
function linesOf(secret: string): string[] {
  const path = /^https?:\/\/[^/\s]+\/(?:services\/)?(\S{4,})$/.exec(secret)?.[1];
  if (path !== undefined) return [path];
  const lines = secret.split(/\r?\n/).filter((line) => !/^-----(?:BEGIN|END) [^-]*-----\s*$/.test(line));
  const own = lines.filter((line) => line.length >= 16);
  return [withoutUnseen(lines.join('\n')), ...(lines.length > 1 ? own.map(withoutUnseen) : [])];
}

/** Three alignments, without the shared edge characters. */
function base64Spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = Math.floor(padded.length / 3) * 4;
    const text = padded.toString('base64').slice(offset === 0 ? 0 : 4, whole);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function hexSpellings(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.toUpperCase()];
}

function longestFirst(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text.length >= shortest).sort((a, b) => b.length - a.length);
}
