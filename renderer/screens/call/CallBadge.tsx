import { Button, Popover, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../src/workstation/api/calls.ts';
import { LAYER_SUITE } from '../../calls/quality/figures.ts';

/** Whether the call is encrypted from end to end, how, and whether the doctors made sure of each other. */
export function CallBadge({ view }: { readonly view: CallView }) {
  const { t } = useTranslation();
  const [at, setAt] = useState<HTMLElement | null>(null);
  const { compared, protection, safety, started } = view;
  const isKnown = compared === 'yes';
  const without = started === null ? t('call.badge.none') : t('call.badge.restoring');
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={protection === null ? 'inherit' : isKnown ? 'success' : 'warning'}
        aria-expanded={at !== null}
        onClick={(event) => setAt(event.currentTarget)}
      >
        {protection === null ? without : isKnown ? t('call.badge.compared') : t('call.badge.encrypted')}
      </Button>
      <Popover open={at !== null} anchorEl={at} onClose={() => setAt(null)}>
        <Stack spacing={1} sx={{ p: 2, maxWidth: 420 }}>
          <Typography>{isKnown ? t('call.badge.helpCompared') : t('call.badge.help')}</Typography>
          <Typography sx={{ fontVariantNumeric: 'tabular-nums', fontSize: '1.15rem' }}>
            {safety.join(' ')}
          </Typography>
          {protection !== null && <Suites protection={protection} />}
        </Stack>
      </Popover>
    </>
  );
}

/** What was negotiated, by its standard names. */
function Suites({ protection }: { readonly protection: NonNullable<CallView['protection']> }) {
  const { t } = useTranslation();
  const { dtlsCipher, sealed, srtpCipher, tlsVersion } = protection;
  const version = tlsVersion.toUpperCase() === 'FEFC' ? '1.3' : '1.2';
  return (
    <Typography
      variant="body2"
      component="div"
      color="textSecondary"
      sx={{ '& code': { overflowWrap: 'anywhere' } }}
    >
      <div>
        {t('call.badge.version', { version })} <code>{dtlsCipher}</code>
      </div>
      <div>
        {t('call.badge.media')} <code>{srtpCipher}</code>
      </div>
      <div>
        {sealed ? (
          <>
            {t('call.badge.sealed')} <code>{LAYER_SUITE}</code>
          </>
        ) : (
          t('call.badge.single')
        )}
      </div>
    </Typography>
  );
}
