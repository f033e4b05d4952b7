import { Chip, Tooltip } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import type { ConnectionFigures } from '../../peer/connections.ts';
import { connections } from '../../peer/useConnections.ts';

/** Which way messages go now, and what went over a direct connection. */
export function Live({ dialogue, live }: Pick<DialogueView, 'dialogue' | 'live'>) {
  const { t } = useTranslation();
  const [figures, setFigures] = useState<ConnectionFigures | null>(null);
  const look = (): void => {
    void connections()
      .then(async (all) => all.figures(dialogue))
      .then(setFigures);
  };
  const chip = (
    <Chip
      size="small"
      color={live === 'yes' ? 'success' : 'default'}
      variant="outlined"
      label={t(`consults.live.${live}`)}
      {...(live === 'yes' && { onClick: look })}
    />
  );
  if (live !== 'yes' || figures === null) return chip;
  const { received, relayed, sent } = figures;
  const amounts = t('consults.liveFigures', { sent: kilobytes(sent), received: kilobytes(received) });
  return <Tooltip title={relayed ? `${amounts} · ${t('consults.liveRelayed')}` : amounts}>{chip}</Tooltip>;
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
