import { Box, ButtonBase, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { AttachmentView } from '../../../../src/workstation/api/attachments.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { wordFor } from '../../../i18n/words.ts';

const ImageViewer = lazy(async () => ({
  default: (await import('../../../images/ImageViewer.tsx')).ImageViewer,
}));

type Image = ResultOf<'library/open'>['images'][number];

interface CaseImagesProps {
  /** The case. */
  readonly name: string;
  readonly title: string;
  readonly images: readonly Image[];
}

/** De-identified images of a case, small, one of each series; each opens in the viewer. */
export function CaseImages({ name, title, images }: CaseImagesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [shown, setShown] = useState<string | null>(null);
  const attachments = useMemo(
    () => images.map((image, index): AttachmentView => attached(image, index)),
    [images],
  );
  const read = useCallback(
    async ({ id }: AttachmentView) => (await ask('case/image', { case: name, image: id })).bytes,
    [name],
  );
  const firsts = images
    .map((image, index) => ({ image, index, key: keyOf(image, index) }))
    .filter(({ key }, index, all) => all.findIndex((one) => one.key === key) === index);
  if (firsts.length === 0) return null;
  return (
    <Box component="section" aria-label={t('library.images')}>
      <Typography variant="h3">{t('library.images')}</Typography>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, pt: 0.5 }}>
        {firsts.map(({ image, key }, index) => {
          const modality = wordFor('caseWord', `modality-${image.modality}`, language);
          return (
            <ButtonBase
              key={key}
              onClick={() => setShown(key)}
              aria-label={t('library.image', { number: index + 1, modality })}
              sx={{ border: 1, borderColor: 'divider', p: 0.5, flexDirection: 'column' }}
            >
              <Small bytes={image.thumbnail} />
              <Typography variant="caption">{modality}</Typography>
            </ButtonBase>
          );
        })}
      </Stack>
      {shown !== null && (
        <Suspense fallback={null}>
          <ImageViewer
            attachments={attachments}
            first={shown}
            patient={title}
            read={read}
            // Nothing of a case is a film that would be played out of its place.
            holder={{ kind: 'own', statement: name }}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </Box>
  );
}

/** As the viewer groups them. */
function keyOf({ series }: Image, index: number): string {
  return series === '' ? `file ${String(index)}` : series;
}

function attached(image: Image, index: number): AttachmentView {
  const { contentType, kind, modality, number, series, size } = image;
  return {
    id: index,
    title: modality,
    kind,
    contentType,
    size,
    place: series === '' ? null : { series, modality, number },
  };
}

/** The picture for lists; its address is given back with it. */
function Small({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (image.current === null) return undefined;
    const address = URL.createObjectURL(new Blob([bytes]));
    image.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [bytes]);
  return (
    <Box sx={{ width: 96, height: 96, display: 'grid', placeItems: 'center', bgcolor: 'action.hover' }}>
      {bytes.length > 0 && (
        <Box component="img" ref={image} alt="" sx={{ maxWidth: 96, maxHeight: 96, display: 'block' }} />
      )}
    </Box>
  );
}
