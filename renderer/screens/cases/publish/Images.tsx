import { Box, Button, Stack, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseReview, ReviewedImage } from '../../../../src/workstation/api/caseDrafts.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { byteSize } from '../../../client/format.ts';
import { useAction } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { MaskDialog } from './MaskDialog.tsx';

interface ImagesProps {
  readonly review: CaseReview;
  readonly onReview: (review: CaseReview) => void;
}

/** Images of the records: none is shared before its author has looked at it. */
export function Images({ review, onReview }: ImagesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState<ReviewedImage | null>(null);
  const action = useAction();
  if (review.images.length === 0) return null;
  const { draft } = review;
  return (
    <section aria-label={t('caseShare.images')}>
      <Typography variant="h3">{t('caseShare.images')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('caseShare.imagesExplain')}
      </Typography>
      <Stack spacing={1} sx={{ mt: 1 }}>
        {review.images.map((image) => (
          <Stack key={image.image} direction="row" spacing={1} sx={{ alignItems: 'center' }}>
            <Small image={image} />
            <Stack sx={{ flexGrow: 1, minWidth: 0 }}>
              <Typography variant="body2" noWrap title={image.title}>
                {image.title}
              </Typography>
              <Typography variant="caption" color="textSecondary">
                {image.kept === null
                  ? t('caseShare.imageOut')
                  : t('caseShare.imageIn', {
                      count: image.kept.masks.length,
                      size: byteSize(image.kept.size, language),
                    })}
              </Typography>
            </Stack>
            <Button size="small" onClick={() => setChosen(image)}>
              {t('caseShare.look')}
            </Button>
            {image.kept !== null && (
              <Button
                size="small"
                disabled={action.busy}
                onClick={() =>
                  action.run(async () =>
                    onReview(await ask('case/leave-image', { draft, image: image.image })),
                  )
                }
              >
                {t('caseShare.leaveOut')}
              </Button>
            )}
          </Stack>
        ))}
      </Stack>
      <ErrorNote error={action.error} />
      {chosen !== null && (
        <MaskDialog
          draft={draft}
          image={chosen}
          onKept={(next) => {
            onReview(next);
            setChosen(null);
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}

function Small({ image }: { readonly image: ReviewedImage }) {
  const bytes = image.kept?.thumbnail ?? null;
  const url = useMemo(() => (bytes === null || bytes.length === 0 ? null : jpegUrl(bytes)), [bytes]);
  return (
    <Box sx={{ width: 48, height: 48, bgcolor: 'action.hover', flexShrink: 0 }}>
      {url !== null && (
        <Box component="img" src={url} alt="" sx={{ width: '100%', height: '100%', objectFit: 'contain' }} />
      )}
    </Box>
  );
}

function jpegUrl(bytes: Uint8Array): string {
  return `data:image/jpeg;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
