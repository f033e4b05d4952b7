import Add from '@mui/icons-material/Add';
import Remove from '@mui/icons-material/Remove';
import { Alert, Box, Button, IconButton, Stack, Typography } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { asCoreError, type CoreError } from '../client/core.ts';
import type { ReadBytes } from '../images/imageStack.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { Loading } from '../parts/Loading.tsx';
import { openPdf, type PdfFile } from './pdfFile.ts';
import { PdfPage } from './PdfPage.tsx';

interface PdfPaneProps {
  readonly attachment: AttachmentView;
  readonly read: ReadBytes;
  /** How large, where somebody else knows it too: 1 is as wide as there is room. */
  readonly shared?: { readonly zoom: number; readonly onZoom: (zoom: number) => void };
}

const STEP = 1.25;
const CLOSEST = 5;
const FARTHEST = 0.25;
/** Beside the page: the bar that scrolls, and air. */
const MARGIN = 32;
/** A page as large as paper: on a wide screen more would show less of it. */
const WIDEST = 900;

/** A document, page below page, at first as wide as there is room. */
export function PdfPane({ attachment, read, shared }: PdfPaneProps) {
  const { t } = useTranslation();
  const { error, file } = useFile(attachment, read);
  const [own, setOwn] = useState(1);
  const zoom = shared?.zoom ?? own;
  const setZoom = shared?.onZoom ?? setOwn;
  const [at, setAt] = useState(1);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const closer = (by: number): void => setZoom(Math.min(CLOSEST, Math.max(FARTHEST, zoom * by)));
  const turn = (to: number): void => {
    const page = scroller.current?.querySelector(`[data-page="${String(to)}"]`);
    page?.scrollIntoView({ block: 'start' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = new Map([
      ['+', STEP],
      ['=', STEP],
      ['-', 1 / STEP],
    ]).get(event.key);
    if (by === undefined || event.ctrlKey) return;
    event.preventDefault();
    closer(by);
  };
  return (
    <Stack sx={{ flex: 1, minWidth: 0 }} role="group" aria-label={attachment.title} onKeyDown={onKeyDown}>
      <Stack direction="row" useFlexGap sx={{ p: 0.5, gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button size="small" disabled={at <= 1} onClick={() => turn(at - 1)}>
          {t('media.pdf.before')}
        </Button>
        <Typography variant="body2" role="status">
          {t('media.pdf.at', { at, of: file?.pages ?? 1 })}
        </Typography>
        <Button size="small" disabled={at >= (file?.pages ?? 1)} onClick={() => turn(at + 1)}>
          {t('media.pdf.next')}
        </Button>
        <IconButton size="small" aria-label={t('media.pdf.smaller')} onClick={() => closer(1 / STEP)}>
          <Remove />
        </IconButton>
        <Typography variant="body2">{`${String(Math.round(zoom * 100))} %`}</Typography>
        <IconButton size="small" aria-label={t('media.pdf.larger')} onClick={() => closer(STEP)}>
          <Add />
        </IconButton>
        <Button size="small" onClick={() => setZoom(1)}>
          {t('media.pdf.fit')}
        </Button>
      </Stack>
      {file?.notices.map((notice) => (
        <Alert key={notice} severity="info">
          {t(`media.pdf.notice.${notice}`)}
        </Alert>
      ))}
      <ErrorNote error={error} />
      {file === null && error === null && <Loading label={t('media.pdf.opening')} />}
      <Box
        ref={scroller}
        tabIndex={0}
        role="document"
        aria-label={attachment.title}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', bgcolor: 'action.hover' }}
      >
        {file !== null &&
          width > 0 &&
          Array.from({ length: file.pages }, (_, index) => (
            <PdfPage
              key={index}
              file={file}
              number={index + 1}
              width={Math.round(Math.min(width - MARGIN, WIDEST) * zoom)}
              onSeen={setAt}
            />
          ))}
      </Box>
    </Stack>
  );
}

function useFile(attachment: AttachmentView, read: ReadBytes) {
  const [file, setFile] = useState<PdfFile | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  useEffect(() => {
    let current = true;
    let opened: PdfFile | null = null;
    const open = async (): Promise<void> => {
      // A copy: what goes to the worker is gone from here.
      const now = await openPdf(new Uint8Array(await read(attachment)));
      opened = now;
      if (current) setFile(now);
      else now.close();
    };
    open().catch((cause: unknown) => current && setError(asCoreError(cause)));
    return () => {
      current = false;
      opened?.close();
    };
  }, [attachment, read]);
  return { file, error };
}

function useWidth(of: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = of.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, [of]);
  return width;
}
