/** The thread in which the network runs, by onnxruntime-web (MIT): WebAssembly, one core, nothing of the network's leaves it. */
import * as ort from 'onnxruntime-web/wasm';
import { ConsiliumError } from '../../errors.ts';
import { entityRecogniser, type Encoder, type EntityRecogniser } from '../../deid/neural/entities.ts';
import { lacModel } from '../../deid/neural/lacModel.ts';
import { readFileIfExists } from '../../node/files.ts';
import { serveThread } from '../../node/workerThread.ts';
import { readModelFiles } from './modelFiles.ts';
import type { ThreadData } from './recogniser.ts';

serveThread<ThreadData>((data) => {
  const opened = open(data);
  // A model that cannot be opened is told of to whoever asks; nobody may have asked yet.
  opened.catch(() => undefined);
  return async (text) => (await opened).entitiesIn(String(text));
});

async function open({ folder, runtime }: ThreadData): Promise<EntityRecogniser> {
  const files = readModelFiles(folder);
  const wasm = readFileIfExists(runtime);
  if (files === null || wasm === null) throw new ConsiliumError('deid-model-missing');
  return entityRecogniser(lacModel(files), await encoder(files.network, wasm));
}

async function encoder(network: Uint8Array, wasm: Uint8Array): Promise<Encoder> {
  ort.env.logLevel = 'error';
  // One thread more for each core would take them from the screen.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = wasm.slice().buffer;
  const session = await ort.InferenceSession.create(network, {
    executionProviders: ['wasm'],
    logSeverityLevel: 3,
  });
  const [output = ''] = session.outputNames;
  return async (characters) => {
    const length = BigInt64Array.from([BigInt(characters.length)]);
    const answers = await session.run({
      token_ids: new ort.Tensor('int64', characters, [1, characters.length]),
      length: new ort.Tensor('int64', length, [1]),
    });
    const { data } = answers[output] ?? {};
    if (!(data instanceof Float32Array))
      throw new ConsiliumError('deid-model-malformed', { file: 'network' });
    return data;
  };
}
