import { mdiAlertCircleOutline, mdiInformationOutline } from '@mdi/js';
import type { ReactNode } from 'react';
import { Icon } from './Button.tsx';

interface NoteProps {
  readonly severity: 'error' | 'info';
  readonly children: ReactNode;
}

/** Something to be told at once, as the theme's alerts, without the theme. */
export function Note({ severity, children }: NoteProps) {
  return (
    <div role="alert" className={`note ${severity}`}>
      <Icon path={severity === 'error' ? mdiAlertCircleOutline : mdiInformationOutline} />
      <div>{children}</div>
    </div>
  );
}
