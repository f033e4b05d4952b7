import { Button, FormControlLabel, Popover, Stack, Switch } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseDevices, useChosenDevices } from './chosen.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { useDevices } from './useDevices.ts';

interface DeviceMenuProps {
  readonly hasCamera: boolean;
  /** Names are known once it is there. */
  readonly localStream: MediaStream | null;
}

/** Which camera, microphone and loudspeaker are used, changed while the call goes on. */
export function DeviceMenu({ hasCamera, localStream }: DeviceMenuProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState<HTMLElement | null>(null);
  const found = useDevices(localStream);
  const { quiet } = useChosenDevices();
  return (
    <>
      <Button
        variant="outlined"
        aria-haspopup="dialog"
        aria-expanded={at !== null}
        onClick={(event) => setAt(event.currentTarget)}
      >
        {t('inCall.devices')}
      </Button>
      <Popover
        open={at !== null}
        anchorEl={at}
        onClose={() => setAt(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      >
        <Stack component="section" aria-label={t('inCall.devices')} spacing={2} sx={{ p: 2, width: 340 }}>
          {hasCamera && <DeviceChoice of="camera" found={found.cameras} />}
          <DeviceChoice of="microphone" found={found.microphones} />
          <FormControlLabel
            control={<Switch size="small" checked={quiet} />}
            label={t('devices.quiet')}
            onChange={(_, checked) => chooseDevices({ quiet: checked })}
          />
          <DeviceChoice of="speaker" found={found.speakers} />
        </Stack>
      </Popover>
    </>
  );
}
