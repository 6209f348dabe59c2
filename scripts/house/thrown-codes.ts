// Which codes of DeployError a function can throw, as far as that is seen without running it.
import type { Node } from 'oxc-parser';
import { Endings } from './endings.ts';
import { functionsOf, type NamedFunction, returnTypeOf } from './functions.ts';
import { type Source, walk } from './sources.ts';

export interface Thrown {
  /** Codes that it throws, itself or through a function of its file. */
  readonly codes: ReadonlySet<string>;
  /** Whether it throws a code that is not seen here, or calls a function of another file that throws. */
  readonly passesOn: boolean;
}

const errorClasses = new Set(['DeployError', 'RemoteError']);
const throwsNothing: Thrown = { codes: new Set(), passesOn: false };

/** Finds the codes that functions throw; a function of the sources is read once. */
export class ThrownCodes {
  readonly #functions = new Map<string, NamedFunction>();
  readonly #known = new Map<NamedFunction, Thrown>();

  constructor(sources: readonly Source[]) {
    for (const func of sources.flatMap(functionsOf))
      this.#functions.set(`${func.source.path} ${func.name}`, func);
  }

  /**
   * Says what a function throws.
   * @param func a function of the sources
   * @returns its codes
   */
  of(func: NamedFunction): Thrown {
    const known = this.#known.get(func);
    if (known !== undefined) return known;
    // A function that calls itself throws nothing more by that.
    this.#known.set(func, throwsNothing);
    const { thrown, called } = new Endings(func.node);
    const made = thrown.map((node) => this.#madeBy(node, func.source));
    const passed = called
      .flatMap((name) => this.#find(name, func.source))
      .map((callee) => this.#passedOn(callee, func));
    const all = [...made, ...passed];
    const result = {
      codes: new Set(all.flatMap(({ codes }) => [...codes])),
      passesOn: all.some(({ passesOn }) => passesOn),
    };
    this.#known.set(func, result);
    return result;
  }

  #passedOn(callee: NamedFunction, caller: NamedFunction): Thrown {
    const { codes, passesOn } = this.of(callee);
    if (callee.source === caller.source) return { codes, passesOn };
    return { codes: new Set(), passesOn: passesOn || codes.size > 0 };
  }

  /** The codes of the error that an expression makes. */
  #madeBy(node: Node, source: Source): Thrown {
    if (
      node.type === 'NewExpression' &&
      node.callee.type === 'Identifier' &&
      errorClasses.has(node.callee.name)
    ) {
      const code = node.arguments[0];
      return code?.type === 'Literal'
        ? { codes: new Set([String(code.value)]), passesOn: false }
        : { codes: new Set(), passesOn: true };
    }
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return throwsNothing;
    const maker = this.#find(node.callee.name, source)[0];
    if (maker === undefined || !errorClasses.has(returnTypeOf(maker))) return throwsNothing;
    const made: Thrown[] = [];
    walk(maker.node, (inner) => {
      if (inner.type === 'NewExpression' || (inner.type === 'CallExpression' && inner !== node))
        made.push(this.#madeBy(inner, maker.source));
    });
    return {
      codes: new Set(made.flatMap(({ codes }) => [...codes])),
      passesOn: made.some(({ passesOn }) => passesOn),
    };
  }

  #find(name: string, source: Source): NamedFunction[] {
    const origin = source.imports.find(({ names }) => names.has(name));
    const found = this.#functions.get(`${origin?.target ?? source.path} ${origin?.names.get(name) ?? name}`);
    return found === undefined ? [] : [found];
  }
}
