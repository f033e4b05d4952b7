import { useEffect, useRef, useState } from 'react';
import type { CaseReview } from '../../../../src/workstation/api/caseDrafts.ts';
import { DraftKeeper, NOTHING_READ, type ShownDraft } from './draftKeeper.ts';

export interface CaseDraftOnScreen extends ShownDraft {
  readonly keeper: DraftKeeper;
}

/** A case that is made ready, on screen; what was decided last is kept when the screen goes. */
export function useCaseDraft(begin: () => Promise<CaseReview>): CaseDraftOnScreen {
  const [shown, setShown] = useState<ShownDraft>(NOTHING_READ);
  const [keeper] = useState(() => new DraftKeeper(setShown));
  const first = useRef(begin);
  useEffect(() => {
    let current = true;
    first.current().then(
      (review) => current && keeper.take(review),
      (cause: unknown) => current && keeper.fail(cause),
    );
    return () => {
      current = false;
      keeper.settle().catch(() => undefined);
    };
  }, [keeper]);
  return { ...shown, keeper };
}
