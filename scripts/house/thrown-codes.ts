// Which codes of DeployError a function can throw, as far as that is seen without running it: what it throws, and what it calls by name.
import type { CallExpression, Node } from 'oxc-parser';
import { declaredFunctions, functionsOf, type NamedFunction, returnTypeOf } from './functions.ts';
import { type Source, walk } from './sources.ts';

export interface Thrown {
  /** Codes that it throws, itself or through a function of its file. */
  readonly codes: ReadonlySet<string>;
  /** Whether it throws a code that is not seen here, or calls a function of another file that throws. */
  readonly passesOn: boolean;
}

const errorClasses = new Set(['DeployError', 'RemoteError']);
const throwsNothing: Thrown = { codes: new Set(), passesOn: false };
/** Functions that run what they are given later, where nobody waits for it. */
const runLater = new Set(['setTimeout', 'setImmediate']);
/** Methods that run what they are given; of others it is not known whether they catch what it throws. */
const runNow = new Set(['map', 'flatMap', 'filter', 'find', 'findLast', 'some', 'every', 'forEach', 'then']);

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

/** What a function throws, and what it calls by name; not what it catches, nor what only a function that it returns does. */
class Endings {
  readonly thrown: Node[] = [];
  readonly called: string[] = [];
  readonly #inner = new Map<string, Node>();
  readonly #runs = new Set<Node>();

  constructor(func: NamedFunction['node']) {
    this.#run(func);
    for (const name of this.called) {
      const declared = this.#inner.get(name);
      if (declared !== undefined && !this.#runs.has(declared)) this.#run(declared);
    }
  }

  #run(func: Node): void {
    this.#runs.add(func);
    walk(func, (node) => this.#visit(node));
  }

  #visit(node: Node): boolean {
    for (const [name, declared] of declaredFunctions(node)) this.#inner.set(name, declared);
    switch (node.type) {
      case 'ThrowStatement':
        this.thrown.push(node.argument);
        return true;
      case 'TryStatement':
        if (node.handler === null || rethrows(node.handler.body)) return true;
        walk(node.handler.body, (inner) => this.#visit(inner));
        return false;
      case 'CallExpression':
        return this.#visitCall(node);
      default:
        return !isFunction(node) || this.#runs.has(node);
    }
  }

  #visitCall(node: CallExpression): boolean {
    if (catches(node)) return false;
    this.called.push(...namesCalled(node));
    if (runsItsArguments(node)) for (const each of node.arguments.filter(isFunction)) this.#runs.add(each);
    return true;
  }
}

function isFunction(node: Node): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** The names that a call runs: its own, and a function that is handed to `map` and its like. */
function namesCalled(node: CallExpression): string[] {
  if (node.callee.type === 'Identifier') return [node.callee.name];
  if (!runNow.has(calleeName(node))) return [];
  return node.arguments.flatMap((each) => (each.type === 'Identifier' ? [each.name] : []));
}

function runsItsArguments(node: CallExpression): boolean {
  return node.callee.type === 'Identifier' ? !runLater.has(node.callee.name) : runNow.has(calleeName(node));
}

function calleeName({ callee }: CallExpression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : '';
}

/** `promise.catch(...)`, or `then` with a second function, where that function does not throw again. */
function catches(node: CallExpression): boolean {
  const name = calleeName(node);
  const handler = name === 'catch' ? node.arguments[0] : name === 'then' ? node.arguments[1] : undefined;
  return handler !== undefined && !rethrows(handler);
}

function rethrows(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.type === 'ThrowStatement';
  });
  return found;
}
