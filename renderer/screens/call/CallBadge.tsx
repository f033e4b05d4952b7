import { Button, Popover, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../src/workstation/api/calls.ts';

/** Whether the call is encrypted from end to end, how, and whether the doctors made sure of each other. */
export function CallBadge({ view: { compared, protection, safety } }: { readonly view: CallView }) {
  const { t } = useTranslation();
  const [at, setAt] = useState<HTMLElement | null>(null);
  const isKnown = compared === 'yes';
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={protection === null ? 'inherit' : isKnown ? 'success' : 'warning'}
        aria-expanded={at !== null}
        onClick={(event) => setAt(event.currentTarget)}
      >
        {protection === null
          ? t('call.badge.none')
          : isKnown
            ? t('call.badge.compared')
            : t('call.badge.encrypted')}
      </Button>
      <Popover open={at !== null} anchorEl={at} onClose={() => setAt(null)}>
        <Stack spacing={1} sx={{ p: 2, maxWidth: 420 }}>
          <Typography>{isKnown ? t('call.badge.helpCompared') : t('call.badge.help')}</Typography>
          <Typography sx={{ fontVariantNumeric: 'tabular-nums', fontSize: '1.15rem' }}>
            {safety.join(' ')}
          </Typography>
          {protection !== null && (
            <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
              {t('call.badge.negotiated', {
                version: protection.tlsVersion.toUpperCase() === 'FEFC' ? '1.3' : '1.2',
                dtls: protection.dtlsCipher,
                srtp: protection.srtpCipher,
              })}
            </Typography>
          )}
        </Stack>
      </Popover>
    </>
  );
}
