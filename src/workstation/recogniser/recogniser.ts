/** Names in Chinese that no rule knows, found by a network beside the rules; see src/deid/neural. */
import { z } from 'zod';
import type { EntityRecogniser } from '../../deid/neural/entities.ts';
import { SPAN_TYPES, type Span } from '../../deid/spans.ts';
import { startThread, type WorkerThread } from '../../node/workerThread.ts';
import { hasModel } from './modelFiles.ts';

const SPANS = z.array(
  z.object({ start: z.number(), end: z.number(), type: z.enum(SPAN_TYPES), confidence: z.number() }),
);

export interface ThreadedRecogniser extends EntityRecogniser {
  close(): Promise<void>;
}

export interface RecogniserPlace {
  /** Where the model's files lie. */
  readonly folder: string;
  /** The module of the thread: thread.ts, or what it was built into. */
  readonly entry: URL;
  /** The file of onnxruntime-web's WebAssembly. */
  readonly runtime: string;
}

/** What the thread is started with. */
export type ThreadData = Pick<RecogniserPlace, 'folder' | 'runtime'>;

/** Null where no model was set up. The thread starts at the first question, and takes some two seconds to read the model. */
export function openRecogniser({ entry, folder, runtime }: RecogniserPlace): ThreadedRecogniser | null {
  if (!hasModel(folder)) return null;
  let thread: WorkerThread | null = null;
  return {
    entitiesIn: async (text): Promise<readonly Span[]> => {
      if (!/[\u3400-\u9fff]{2}/u.test(text)) return [];
      thread ??= startThread(entry, { folder, runtime } satisfies ThreadData);
      return SPANS.parse(await thread.ask(text));
    },
    close: async () => {
      await thread?.close();
      thread = null;
    },
  };
}
