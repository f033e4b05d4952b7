import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { CallConnection } from '../callConnection.ts';
import type { CallSnapshot } from '../callSnapshot.ts';
import { KINDS } from '../media/protocol.ts';
import { TroubleNote } from './TroubleNote.tsx';
import { troubleNamed } from './trouble.ts';

interface DeviceNotesProps {
  readonly connection: CallConnection;
  readonly shown: Pick<CallSnapshot, 'swapped' | 'trouble'>;
}

/** Which device cannot be used in a call and what to do about it, or which one is used instead. */
export function DeviceNotes({ connection, shown: { swapped, trouble } }: DeviceNotesProps) {
  const { t } = useTranslation();
  return (
    <>
      {swapped !== null && (
        <Alert severity="info" onClose={() => connection.hideSwapped()}>
          {t(`inCall.swapped.${swapped.kind}`, { name: swapped.name })}
        </Alert>
      )}
      {KINDS.map((kind) => {
        const name = trouble[kind];
        if (name === undefined) return null;
        return (
          <TroubleNote
            key={kind}
            device={kind === 'audio' ? 'microphone' : 'camera'}
            trouble={troubleNamed(name)}
            severity="warning"
            lead={t(`call.without.${kind}`)}
            action={
              <Button color="inherit" size="small" onClick={() => void connection.retry(kind)}>
                {t('check.again')}
              </Button>
            }
          />
        );
      })}
    </>
  );
}
