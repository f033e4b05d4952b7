/** Keeps the decisions of a case that is made ready: one request at a time, the last decisions together. */
import type { CaseDraftContent, CaseReview } from '../../../../src/workstation/api/caseDrafts.ts';
import { ask, asCoreError, type CoreError } from '../../../client/core.ts';

/** Typing is looked through when it pauses; ms. */
const PAUSE_MS = 500;

export interface ShownDraft {
  /** Null until it was read. */
  readonly review: CaseReview | null;
  /** As the author has it now; the review may be a moment behind. */
  readonly content: CaseDraftContent | null;
  readonly error: CoreError | null;
  /** What was decided is not looked through yet. */
  readonly isBehind: boolean;
}

export const NOTHING_READ: ShownDraft = { review: null, content: null, error: null, isBehind: false };

export class DraftKeeper {
  readonly #onShown: (shown: ShownDraft) => void;
  #review: CaseReview | null = null;
  #content: CaseDraftContent | null = null;
  #saved: CaseDraftContent | null = null;
  #running: Promise<void> | null = null;
  #timer = 0;

  constructor(onShown: (shown: ShownDraft) => void) {
    this.#onShown = onShown;
  }

  /** An answer that the core gave to something else than a decision. */
  take(review: CaseReview): void {
    this.#review = review;
    if (this.#content === this.#saved) {
      this.#content = review.content;
      this.#saved = review.content;
    }
    this.#show(null);
  }

  fail(cause: unknown): void {
    this.#show(asCoreError(cause));
  }

  change(update: (content: CaseDraftContent) => CaseDraftContent): void {
    if (this.#content === null) return;
    this.#content = update(this.#content);
    this.#show(null);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.settle().catch((cause: unknown) => this.fail(cause));
    }, PAUSE_MS);
  }

  /** Everything that was decided lies in the desk, and is looked through, when this resolves. */
  async settle(): Promise<void> {
    window.clearTimeout(this.#timer);
    while (this.#running !== null) await this.#running;
    const [content, review] = [this.#content, this.#review];
    if (content === null || review === null || content === this.#saved) return;
    this.#running = this.#keep(review.draft, content).finally(() => {
      this.#running = null;
    });
    await this.#running;
    await this.settle();
  }

  async #keep(draft: string, content: CaseDraftContent): Promise<void> {
    this.#review = await ask('case/decide', { draft, content });
    this.#saved = content;
    this.#show(null);
  }

  #show(error: CoreError | null): void {
    const [review, content] = [this.#review, this.#content];
    this.#onShown({ review, content, error, isBehind: content !== this.#saved });
  }
}
