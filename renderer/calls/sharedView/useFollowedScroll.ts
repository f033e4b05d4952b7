/** Pages and records are scrolled: which place stands at the top, and going to the one where the other is. */
import { useCallback, useEffect, useRef } from 'react';

/** A page or element, by its attribute, and how far down of it the pane begins. */
export interface Anchor {
  readonly name: string;
  readonly y: number;
}

interface FollowedScrollOf {
  /** What is scrolled; null until it is there. */
  readonly scroller: HTMLElement | null;
  /** `data-page` or `data-element`. */
  readonly attribute: string;
  /** Where the other is, who leads; null while nobody is followed. */
  readonly followed: Anchor | null;
  /** It was scrolled here; `byHand` says whether a person did. */
  readonly onAnchor: (anchor: Anchor, byHand: boolean) => void;
}

/** How long after wheel, key or press a movement is still the hand's: a page glides on; ms. */
const GLIDE_MS = 1_000;
/** Pixels that rounding makes. */
const SLIGHT = 2;

/** Answers where the pane is now. */
export function useFollowedScroll(of: FollowedScrollOf): () => Anchor | null {
  const { attribute, followed, scroller } = of;
  const latest = useRef(of);
  const applied = useRef<number | null>(null);
  useEffect(() => {
    latest.current = of;
  });
  const apply = useCallback(() => {
    const { followed: to } = latest.current;
    if (scroller === null || to === null) return;
    const target = scroller.querySelector(`[${attribute}="${to.name}"]`);
    if (target === null) return;
    const { height, top } = target.getBoundingClientRect();
    scroller.scrollBy({
      top: top + to.y * height - scroller.getBoundingClientRect().top,
      behavior: 'instant',
    });
    applied.current = scroller.scrollTop;
  }, [attribute, scroller]);
  const name = followed?.name;
  const y = followed?.y;
  useEffect(() => apply(), [apply, name, y]);
  useEffect(() => {
    if (scroller === null) return undefined;
    const stop = new AbortController();
    let last = Number.NEGATIVE_INFINITY;
    const touched = (): void => void (last = performance.now());
    const onScroll = (): void => {
      const isOwn = applied.current !== null && Math.abs(scroller.scrollTop - applied.current) <= SLIGHT;
      applied.current = null;
      const anchor = anchorOf(scroller, attribute);
      if (isOwn || anchor === null) return;
      const byHand = performance.now() - last < GLIDE_MS;
      if (byHand) touched();
      latest.current.onAnchor(anchor, byHand);
    };
    for (const type of ['wheel', 'keydown', 'pointerdown', 'touchmove'])
      (scroller.parentElement ?? scroller).addEventListener(type, touched, {
        capture: true,
        passive: true,
        signal: stop.signal,
      });
    scroller.addEventListener('scroll', onScroll, { passive: true, signal: stop.signal });
    // Pages get their true size, and pictures come, after they were gone to.
    const changes = new MutationObserver(apply);
    changes.observe(scroller, { subtree: true, childList: true, attributeFilter: ['style'] });
    const sizes = new ResizeObserver(apply);
    sizes.observe(scroller);
    return () => {
      stop.abort();
      changes.disconnect();
      sizes.disconnect();
    };
  }, [apply, attribute, scroller]);
  return useCallback(() => (scroller === null ? null : anchorOf(scroller, attribute)), [attribute, scroller]);
}

function anchorOf(scroller: HTMLElement, attribute: string): Anchor | null {
  const { top } = scroller.getBoundingClientRect();
  for (const element of scroller.querySelectorAll(`[${attribute}]`)) {
    const box = element.getBoundingClientRect();
    if (box.bottom <= top + 1) continue;
    const y = (top - box.top) / Math.max(1, box.height);
    return { name: element.getAttribute(attribute) ?? '', y: Math.max(-1, Math.min(1, y)) };
  }
  return null;
}
