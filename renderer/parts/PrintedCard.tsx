import { Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../client/core.ts';
import { useAction } from '../client/useAsk.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { QrPicture } from './QrPicture.tsx';

interface PrintedCardProps {
  readonly item: { readonly text: string; readonly qrPng: Uint8Array };
  readonly title: string;
  readonly fileName: string;
  /** Width of the QR code in CSS pixels; 96 of them are an inch on paper. */
  readonly size?: number;
}

/** A card, slip or master card to hand over: QR code, text, and a file. */
export function PrintedCard({ item, title, fileName, size = 220 }: PrintedCardProps) {
  return (
    <Stack
      component="figure"
      direction="row"
      spacing={2}
      aria-label={title}
      sx={{ m: 0, breakInside: 'avoid', alignItems: 'flex-start' }}
    >
      <QrPicture png={item.qrPng} label={title} size={size} />
      <Stack spacing={1} sx={{ flexGrow: 1, minWidth: 0, alignItems: 'flex-start' }}>
        <Typography component="figcaption" variant="h3">
          {title}
        </Typography>
        <CardTextArea text={item.text} />
        <SaveButton text={item.text} fileName={fileName} />
      </Stack>
    </Stack>
  );
}

/** The text to copy by hand or by selection, wrapped anywhere: it has no words. */
function CardTextArea({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <Typography
      component="code"
      aria-label={t('card.text')}
      sx={{
        fontFamily: 'monospace',
        fontSize: 10,
        lineHeight: 1.35,
        wordBreak: 'break-all',
        // Base45 has spaces, also two in a row: what is selected and copied must keep them.
        whiteSpace: 'break-spaces',
        userSelect: 'all',
        width: '100%',
      }}
    >
      {text}
    </Typography>
  );
}

function SaveButton({ text, fileName }: { readonly text: string; readonly fileName: string }) {
  const { t } = useTranslation();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const save = (): void =>
    action.run(async () => {
      const bytes = new TextEncoder().encode(text);
      setSaved(await saveFile({ suggestedName: fileName, bytes, mimeType: 'text/plain' }));
    });
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', displayPrint: 'none' }}>
      <Button size="small" onClick={save} disabled={action.busy}>
        {t('card.save')}
      </Button>
      {saved && <Typography role="status">{t('card.saved')}</Typography>}
      <ErrorNote error={action.error} />
    </Stack>
  );
}
