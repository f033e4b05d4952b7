import Audiotrack from '@mui/icons-material/Audiotrack';
import Forum from '@mui/icons-material/Forum';
import ImageOutlined from '@mui/icons-material/ImageOutlined';
import Movie from '@mui/icons-material/Movie';
import PictureAsPdf from '@mui/icons-material/PictureAsPdf';
import { Box } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import type { Pictured } from './draw.ts';
import { inTurn } from './queue.ts';

/** CSS pixels, and pixels of the picture. */
const SIZE = 40;
const SHARP = 2 * SIZE;

const SYMBOLS = {
  dicom: ImageOutlined,
  picture: ImageOutlined,
  pdf: PictureAsPdf,
  audio: Audiotrack,
  video: Movie,
  transcript: Forum,
} as const;

/** A small picture of what is attached, made when it comes into sight; its kind's symbol until then, and where there is none. */
export function Thumbnail({ attachment, read, holder }: Pictured) {
  const frame = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const inSight = useInSight(frame);
  const [isDrawn, setDrawn] = useState(false);
  // A list that was read again names the same things by other objects.
  const what = JSON.stringify({ attachment, holder });
  useEffect(() => {
    if (!inSight) return undefined;
    let current = true;
    const draw = async (): Promise<void> => {
      const { drawSmall } = await import('./draw.ts');
      if (canvas.current === null) return;
      const named = JSON.parse(what) as Omit<Pictured, 'read'>;
      await drawSmall(canvas.current, { ...named, read });
      if (current) setDrawn(true);
    };
    // A file that cannot be opened says why when it is opened: here it keeps its symbol.
    inTurn(() => current, draw).catch(() => undefined);
    return () => {
      current = false;
    };
  }, [inSight, read, what]);
  const Symbol = SYMBOLS[attachment.kind];
  return (
    <Box
      ref={frame}
      component="span"
      aria-hidden
      data-thumbnail={isDrawn ? 'drawn' : attachment.kind}
      sx={{
        width: SIZE,
        height: SIZE,
        display: 'grid',
        placeItems: 'center',
        borderRadius: 0.5,
        overflow: 'hidden',
        bgcolor: isDrawn ? '#000' : 'action.hover',
      }}
    >
      <canvas
        ref={canvas}
        width={SHARP}
        height={SHARP}
        style={{ width: SIZE, height: SIZE, display: isDrawn ? 'block' : 'none' }}
      />
      {!isDrawn && <Symbol fontSize="small" />}
    </Box>
  );
}

/** From the first time on. */
function useInSight(of: React.RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const element = of.current;
    if (element === null || inSight) return undefined;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setInSight(true);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [of, inSight]);
  return inSight;
}
