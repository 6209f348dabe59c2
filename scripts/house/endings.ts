// How a function may end otherwise than by its value: what it throws, and what it calls that may throw.
import type { CallExpression, Node } from 'oxc-parser';
import { declaredFunctions, type NamedFunction } from './functions.ts';
import { walk } from './sources.ts';

/** Functions that run what they are given later, where nobody waits for it. */
const runLater = new Set(['setTimeout', 'setImmediate']);
/** Methods that run what they are given; of others it is not known whether they catch what it throws. */
const runNow = new Set(['map', 'flatMap', 'filter', 'find', 'findLast', 'some', 'every', 'forEach', 'then']);

/** What a function throws, and what it calls by name; not what it catches, nor what only a function that it returns does. */
export class Endings {
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
