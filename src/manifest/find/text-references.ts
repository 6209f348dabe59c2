// References in any text: scripts, Dockerfiles, templates, variables.
import type { Reference } from '../../image/reference.ts';
import { canonicalName } from '../../image/repository-name.ts';

/** A reference as it stands in a text. */
export interface TextReference {
  /** Where its name starts. */
  readonly start: number;
  /** Where its name ends: a name in a pattern has backslashes in the text. */
  readonly nameEnd: number;
  /** Where its version starts: the mark before the tag or the digest, or the tag in `${TAG:-v1}`. */
  readonly versionStart: number;
  readonly end: number;
  /** The name in the spelling of the text, without backslashes. */
  readonly old: Reference;
  /** The tag is the default of a variable. */
  readonly isDefault: boolean;
}

/** What a text says of an image. */
export interface TextReferences {
  /** References with a tag or a digest, in the order of the text. */
  readonly versioned: readonly TextReference[];
  /** Where the name stands and no version that could be replaced: offsets. */
  readonly unversioned: readonly number[];
}

/** A statement or a comment of a template, behind which a name begins; what prints a value is a part of the name. */
const statement =
  '\\{\\{-?\\s*(?:(?:if|else|end|with|range|define|block)\\b|\\/\\*)[^{}]*\\}\\}|\\{%[^{}]*%\\}';
const scheme = '(?:docker|docker-image|oci):\\/\\/';
/** A name that goes on, or a path. */
const longer = '(?![\\w/]|\\\\\\/|[.-]+\\w|:\\d+/)';
const tag = '\\w(?:[\\w.-]{0,126}\\w)?';
const digest = '[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}';
/**
 * What ends a reference: a full stop at the end of a sentence, HTML and a template where they close something, an escape
 * in a string; a backslash before anything else is a part of a pattern.
 */
const after =
  '$|[\\s"\'`,;)\\]}>|&!]|#(?!\\{)|\\.(?:$|[\\s"\'`)])|<\\/|\\{[{%]-? *(?:end|else)|\\\\(?:$|[\\s"\'`\\\\nrt])';

/** How names are written: in patterns and in some JSON each slash is behind a backslash, and a bare one ends them. */
const writings = [
  { slash: '\\/', before: '', after: '' },
  { slash: '\\\\\\/', before: '|(?<!\\\\)\\/', after: '|\\/' },
] as const;

/**
 * Finds the references of a name in a text, whatever the text is.
 * @param text any text
 * @param name a repository's name; other spellings of it count as well
 * @returns the references, each whole
 */
export function findTextReferences(text: string, name: string): TextReferences {
  const versioned: TextReference[] = [];
  const unversioned: number[] = [];
  for (const pattern of patternsOf(text, name))
    for (const match of text.matchAll(pattern)) {
      const reference = referenceOf(match);
      if (reference === undefined) unversioned.push(match.index);
      else versioned.push(reference);
    }
  return { versioned: versioned.sort((a, b) => a.start - b.start), unversioned };
}

function patternsOf(text: string, name: string): readonly RegExp[] {
  const used = text.includes('\\/') ? writings : writings.slice(0, 1);
  return used.map((writing) => {
    // What cannot be a part of a name: a path and a longer name are none, `docker://` is no path.
    const begins = `(?<=^|[^\\w./$@%}-]|${statement}|${scheme}|[^\\w./$@%}-]-+${writing.before})`;
    const ends = `(?=${after}${writing.after})`;
    const version = `(?<version>(?::(?<tag>${tag}))?(?:@(?<digest>${digest}))?)${ends}`;
    const withDefault = `:\\$\\{\\w+:?[-=](?<standard>${tag}(?:@${digest})?)\\}${ends}`;
    const spelled = spellings(name).replaceAll('/', writing.slash);
    return new RegExp(`${begins}(?<name>${spelled})(?:${version}|${withDefault}|${longer})`, 'gm');
  });
}

function referenceOf(match: RegExpExecArray): TextReference | undefined {
  const { name: written = '', tag, digest, standard } = match.groups ?? {};
  const name = written.replaceAll('\\', '');
  const start = match.index;
  const nameEnd = start + written.length;
  const end = start + match[0].length;
  if (standard !== undefined) {
    const [plain, pinned] = standard.split('@');
    const versionStart = end - standard.length - 1;
    return {
      ...{ start, nameEnd, versionStart, end: end - 1 },
      old: { name, tag: plain, digest: pinned },
      isDefault: true,
    };
  }
  if (tag === undefined && digest === undefined) return undefined;
  const old = { name, tag, digest };
  return { start, nameEnd, versionStart: nameEnd, end, old, isDefault: false };
}

/** Every spelling of a name, as a pattern: `nginx` is `docker.io/library/nginx`, and a registry's case does not count. */
function spellings(name: string): string {
  const canonical = canonicalName(name);
  const slash = canonical.indexOf('/');
  const [registry, path] = [canonical.slice(0, slash), canonical.slice(slash + 1)];
  if (registry !== 'docker.io') return `${inAnyCase(registry)}/${literal(path)}`;
  const short = path.startsWith('library/') ? `(?:library/)?${literal(path.slice(8))}` : literal(path);
  return `(?:(?:${inAnyCase('index.')})?${inAnyCase(registry)}/)?${short}`;
}

function inAnyCase(text: string): string {
  return [...text]
    .map((each) => (/[a-z]/.test(each) ? `[${each}${each.toUpperCase()}]` : literal(each)))
    .join('');
}

/** All but the slash, which is written in several ways. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
