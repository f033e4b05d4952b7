import { Box } from '@mui/material';
import { TextLayer, type PDFPageProxy, type PageViewport } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asCoreError, type CoreError } from '../client/core.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import type { PdfFile } from './pdfFile.ts';

/** Pixels of one page on the screen: beyond, it is drawn coarser. */
const MOST_PIXELS = 0x100_0000;
/** Pages of this and less are drawn as they come near; ISO A4 in points where a page has not said its size yet. */
const A4 = { width: 595, height: 842 };

interface PdfPageProps {
  readonly file: PdfFile;
  /** From 1. */
  readonly number: number;
  /** CSS pixels. */
  readonly width: number;
  /** It is on the screen. */
  readonly onSeen: (number: number) => void;
}

/** One page, drawn when it comes near the screen and let go when it is far, with its text above it to be selected. */
export function PdfPage({ file, number, width, onSeen }: PdfPageProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const near = useNear(frame, () => onSeen(number));
  const { page, error: missing } = usePage(file, number, near);
  const [error, setError] = useState<CoreError | null>(null);
  const size = page?.getViewport({ scale: 1 }) ?? A4;
  const scale = width / size.width;
  return (
    <Box
      ref={frame}
      component="article"
      data-page={number}
      aria-label={t('media.pdf.page', { number })}
      sx={{ position: 'relative', mx: 'auto', my: 1, bgcolor: '#fff', color: '#000', boxShadow: 2 }}
      style={{ width, height: Math.min(size.height * scale, width * TALLEST) }}
    >
      {near && page !== null && (
        <Drawing key={scale} file={file} page={page} scale={scale} onError={(cause) => setError(cause)} />
      )}
      <ErrorNote error={missing ?? error} />
    </Box>
  );
}

/** A page is at most so many times as tall as it is wide: a receipt, not a mile. */
const TALLEST = 20;

interface DrawingProps {
  readonly file: PdfFile;
  readonly page: PDFPageProxy;
  readonly scale: number;
  readonly onError: (error: CoreError) => void;
}

function Drawing({ file, page, scale, onError }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const failed = useRef(onError);
  useEffect(() => {
    const viewport = page.getViewport({ scale });
    const target = canvas.current;
    if (target === null || text.current === null) return undefined;
    const task = draw(page, viewport, target);
    const layer = new TextLayer({
      textContentSource: page.streamTextContent(),
      container: text.current,
      viewport,
    });
    let current = true;
    file.patiently(Promise.all([task.promise, layer.render()])).then(
      () => current && target.setAttribute('data-drawn', ''),
      (cause: unknown) => current && failed.current(asCoreError(cause)),
    );
    return () => {
      current = false;
      task.cancel();
      layer.cancel();
      page.cleanup();
    };
  }, [file, page, scale]);
  return (
    <>
      <canvas ref={canvas} style={{ width: '100%', height: '100%', display: 'block' }} />
      <Box
        ref={text}
        className="textLayer"
        sx={TEXT_LAYER}
        style={{ '--total-scale-factor': scale } as object}
      />
    </>
  );
}

function draw(page: PDFPageProxy, viewport: PageViewport, canvas: HTMLCanvasElement) {
  const wanted = window.devicePixelRatio;
  const ratio = Math.min(wanted, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
  canvas.width = Math.max(1, Math.floor(viewport.width * ratio));
  canvas.height = Math.max(1, Math.floor(viewport.height * ratio));
  return page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0], annotationMode: 1 });
}

/** What pdf.js expects of its text layer (web/pdf_viewer.css): unseen words over those that are drawn. */
const TEXT_LAYER = {
  position: 'absolute',
  inset: 0,
  overflow: 'clip',
  lineHeight: 1,
  textAlign: 'initial',
  transformOrigin: '0 0',
  '--min-font-size': 1,
  '--text-scale-factor': 'calc(var(--total-scale-factor) * var(--min-font-size))',
  '--min-font-size-inv': 'calc(1 / var(--min-font-size))',
  '& :is(span, br)': {
    color: 'transparent',
    position: 'absolute',
    whiteSpace: 'pre',
    cursor: 'text',
    transformOrigin: '0 0',
  },
  '& > :not(.markedContent), & .markedContent span:not(.markedContent)': {
    '--font-height': 0,
    '--scale-x': 1,
    '--rotate': '0deg',
    fontSize: 'calc(var(--text-scale-factor) * var(--font-height))',
    transform: 'rotate(var(--rotate)) scaleX(var(--scale-x)) scale(var(--min-font-size-inv))',
  },
  '& .markedContent': { display: 'contents' },
} as const;

function useNear(frame: React.RefObject<HTMLDivElement | null>, seen: () => void): boolean {
  const [near, setNear] = useState(false);
  const tell = useRef(seen);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const watch = new IntersectionObserver(
      (entries) => setNear(entries.some(({ isIntersecting }) => isIntersecting)),
      { root: element.parentElement, rootMargin: '100% 0px' },
    );
    // The page that stands in the middle of the screen is the one that is read.
    const middle = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && tell.current(),
      { root: element.parentElement, rootMargin: '-50% 0px -50% 0px' },
    );
    watch.observe(element);
    middle.observe(element);
    return () => {
      watch.disconnect();
      middle.disconnect();
    };
  }, [frame]);
  return near;
}

function usePage(file: PdfFile, number: number, near: boolean) {
  const [page, setPage] = useState<PDFPageProxy | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  useEffect(() => {
    if (!near || page !== null) return undefined;
    let current = true;
    file.page(number).then(
      (found) => current && setPage(found),
      (cause: unknown) => current && setError(asCoreError(cause)),
    );
    return () => {
      current = false;
    };
  }, [file, near, number, page]);
  return { page, error };
}
