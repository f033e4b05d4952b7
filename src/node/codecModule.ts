/** The WebAssembly module of the image decoders, out of its package, for Node. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Imports = Readonly<Record<string, Readonly<Record<string, (...parameters: never[]) => unknown>>>>;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly call: (name: string, ...parameters: readonly number[]) => number;
}

/** Compiles the module once and makes an instance at each call. */
export function codecLoader(): (imports: Imports) => Exports {
  let compiled: WebAssembly.Module | null = null;
  return (imports) => {
    compiled ??= new WebAssembly.Module(
      readFileSync(fileURLToPath(import.meta.resolve('dcmjs-codecs/build/dcmjs-native-codecs.wasm'))),
    );
    const { exports } = new WebAssembly.Instance(compiled, imports);
    return {
      memory: memoryOf(exports),
      call: (name, ...parameters) => numberFrom(functionOf(exports, name), parameters),
    };
  };
}

function memoryOf(exports: Readonly<Record<string, unknown>>): Exports['memory'] {
  const { memory } = exports;
  if (!(memory instanceof Object) || !('buffer' in memory)) throw new TypeError('the module has no memory');
  return memory as Exports['memory'];
}

function functionOf(
  exports: Readonly<Record<string, unknown>>,
  name: string,
): (...parameters: unknown[]) => unknown {
  const found = exports[name];
  if (typeof found !== 'function') throw new TypeError(`the module has no ${name}`);
  return (...parameters): unknown => Reflect.apply(found, undefined, parameters) as unknown;
}

function numberFrom(called: (...parameters: unknown[]) => unknown, parameters: readonly number[]): number {
  const result = called(...parameters);
  return typeof result === 'number' ? result >>> 0 : 0;
}
