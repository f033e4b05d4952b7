import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Stack,
  Typography,
} from '@mui/material';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseMask, CaseReview, ReviewedImage } from '../../../../src/workstation/api/caseDrafts.ts';
import { ask, asCoreError, CoreError } from '../../../client/core.ts';
import { useAction } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { covered, drawnImage, fileOf, smallOf, type DrawnImage } from './drawn.ts';

interface MaskDialogProps {
  readonly draft: string;
  readonly image: ReviewedImage;
  readonly onKept: (review: CaseReview) => void;
  readonly onClose: () => void;
}

/** An image before it goes into the case: what shows who the patient is gets covered, or somebody says that nothing does. */
export function MaskDialog({ draft, image, onKept, onClose }: MaskDialogProps) {
  const { t } = useTranslation();
  const [drawn, setDrawn] = useState<DrawnImage | null>(null);
  const [review, setReview] = useState<string | null>(null);
  const [failed, setFailed] = useState<CoreError | null>(null);
  const [masks, setMasks] = useState<readonly CaseMask[]>(image.kept?.masks ?? []);
  const [confirmed, setConfirmed] = useState(false);
  const action = useAction();
  const { kind, image: name } = image;
  useEffect(() => {
    let current = true;
    const open = async (): Promise<void> => {
      const found = await ask('case/draft-image', { draft, image: name });
      const picture = await drawnImage(kind, found.bytes);
      if (!current) return;
      setReview(found.review);
      setDrawn(picture);
    };
    open().catch((cause: unknown) => current && setFailed(asCoreError(cause)));
    return () => {
      current = false;
    };
  }, [draft, kind, name]);
  const keep = (): void =>
    action.run(async () => {
      if (drawn !== null) onKept(await kept({ draft, image, drawn, masks, confirmed }));
    });
  const mayKeep = drawn !== null && (review === null || confirmed || masks.length > 0);
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby="mask-title">
      <DialogTitle id="mask-title">{t('caseShare.mask.title')}</DialogTitle>
      <DialogContent dividers>
        <Stack spacing={1}>
          {review !== null && <Alert severity="warning">{t(`caseShare.mask.why.${reasonOf(review)}`)}</Alert>}
          {drawn !== null && drawn.frames > 1 && (
            <Alert severity="info">{t('caseShare.mask.frames', { count: drawn.frames })}</Alert>
          )}
          <ErrorNote error={failed} />
          {drawn === null && failed === null && <Loading />}
          {drawn !== null && <Cover drawn={drawn} masks={masks} onMasks={setMasks} />}
          <FormControlLabel
            control={<Checkbox checked={confirmed} onChange={(_, on) => setConfirmed(on)} />}
            label={t('caseShare.mask.confirm')}
          />
          <ErrorNote error={action.error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" disabled={!mayKeep || action.busy} onClick={keep}>
          {t('caseShare.mask.keep')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface Keeping {
  readonly draft: string;
  readonly image: ReviewedImage;
  readonly drawn: DrawnImage;
  readonly masks: readonly CaseMask[];
  readonly confirmed: boolean;
}

/** A DICOM file stays one where its pixels can be covered in it; else, and of pictures always, what was drawn is kept. */
async function kept({ confirmed, draft, drawn, image, masks }: Keeping): Promise<CaseReview> {
  const picture = covered(drawn.canvas, masks);
  const asked = {
    draft,
    image: image.image,
    masks: [...masks],
    confirmed,
    thumbnail: await smallOf(picture),
  };
  const asPicture = async (): Promise<CaseReview> =>
    ask('case/keep-image', { ...asked, picture: await fileOf(picture, image.kind) });
  if (image.kind === 'picture') return asPicture();
  try {
    return await ask('case/keep-image', { ...asked, picture: null });
  } catch (error) {
    if (error instanceof CoreError && error.code === 'deid-mask-compressed') return asPicture();
    throw error;
  }
}

const REASONS = ['burned-in', 'modality', 'face', 'unsaid'] as const;

function reasonOf(review: string): (typeof REASONS)[number] | 'picture' {
  return REASONS.find((one) => one === review) ?? 'picture';
}

interface CoverProps {
  readonly drawn: DrawnImage;
  readonly masks: readonly CaseMask[];
  readonly onMasks: (masks: readonly CaseMask[]) => void;
}

/** Drag over what is to be covered, or cover an edge by a button. */
function Cover({ drawn: { canvas }, masks, onMasks }: CoverProps) {
  const { t } = useTranslation();
  const shown = useRef<HTMLCanvasElement>(null);
  const [from, setFrom] = useState<readonly [number, number] | null>(null);
  const [to, setTo] = useState<readonly [number, number] | null>(null);
  const { height, width } = canvas;
  const drag = from === null || to === null ? null : between(from, to);
  useEffect(() => {
    const context = shown.current?.getContext('2d') ?? null;
    context?.drawImage(covered(canvas, drag === null ? masks : [...masks, drag]), 0, 0);
  });
  const placeOf = (event: PointerEvent<HTMLCanvasElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width;
    const down = ((event.clientY - box.top) / box.height) * height;
    return [clamp(across, width), clamp(down, height)];
  };
  const strip = Math.max(1, Math.round(height / 10));
  const edges = {
    top: { left: 0, top: 0, width, height: strip },
    bottom: { left: 0, top: height - strip, width, height: strip },
  };
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <Button size="small" onClick={() => onMasks([...masks, edges.top])}>
          {t('caseShare.mask.top')}
        </Button>
        <Button size="small" onClick={() => onMasks([...masks, edges.bottom])}>
          {t('caseShare.mask.bottom')}
        </Button>
        <Button size="small" disabled={masks.length === 0} onClick={() => onMasks(masks.slice(0, -1))}>
          {t('caseShare.mask.undo')}
        </Button>
        <Typography variant="body2" color="textSecondary" role="status">
          {t('caseShare.mask.covered', { count: masks.length })}
        </Typography>
      </Stack>
      <Box
        component="canvas"
        ref={shown}
        width={width}
        height={height}
        role="img"
        aria-label={t('caseShare.mask.picture')}
        sx={{
          maxWidth: '100%',
          maxHeight: '60vh',
          alignSelf: 'center',
          cursor: 'crosshair',
          touchAction: 'none',
        }}
        onPointerDown={(event: PointerEvent<HTMLCanvasElement>) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(placeOf(event));
          setTo(null);
        }}
        onPointerMove={(event: PointerEvent<HTMLCanvasElement>) => from !== null && setTo(placeOf(event))}
        onPointerUp={() => {
          if (drag !== null && drag.width > 1 && drag.height > 1) onMasks([...masks, drag]);
          setFrom(null);
          setTo(null);
        }}
      />
    </Stack>
  );
}

function between(from: readonly [number, number], to: readonly [number, number]): CaseMask {
  const [left, top] = [Math.floor(Math.min(from[0], to[0])), Math.floor(Math.min(from[1], to[1]))];
  return {
    left,
    top,
    width: Math.ceil(Math.max(from[0], to[0])) - left,
    height: Math.ceil(Math.max(from[1], to[1])) - top,
  };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
