import { Alert, type AlertColor } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device, Trouble } from './trouble.ts';

interface TroubleNoteProps {
  readonly device: Device;
  readonly trouble: Trouble;
  readonly severity: AlertColor;
  /** What follows from it, said first. */
  readonly lead?: string;
  readonly action?: ReactNode;
}

/** What is wrong with a device by name, and what to do about it. */
export function TroubleNote({ device, trouble, severity, lead = '', action }: TroubleNoteProps) {
  const { t } = useTranslation();
  return (
    <Alert severity={severity} action={action}>
      {lead} {t(`devices.trouble.${device}.${trouble}`)}
    </Alert>
  );
}
