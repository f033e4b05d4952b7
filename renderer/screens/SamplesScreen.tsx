import {
  Alert,
  Button,
  Grid,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  Paper,
  Stack,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../src/workstation/api/accounts.ts';
import type { ListedPatient } from '../../src/workstation/api/setup.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { ask } from '../client/core.ts';
import { named } from '../client/format.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ImportProgress } from './imports/ImportProgress.tsx';
import { langOf, SampleDetail } from './samples/SampleDetail.tsx';

/** How many ship with the program. */
const ALL = 6;

interface SamplesScreenProps {
  readonly role: Session['account']['role'];
  /** Takes a card to where cards are read; doctors alone have such a place. */
  readonly onCard: (text: string) => void;
}

/** In a demonstration: the made-up patients, with everything that they would carry. */
export function SamplesScreen({ role, onCard }: SamplesScreenProps) {
  const { t } = useTranslation();
  const [patients, reload] = useAsk('demonstration/patients', {}, ['ledger']);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <Alert severity="warning" sx={{ mb: 2 }}>
        {t('samples.madeUp')}
      </Alert>
      <Answer of={patients}>
        {(list) => {
          const file = list.find((patient) => patient.file === chosen)?.file ?? list[0]?.file ?? null;
          return (
            <>
              {list.length < ALL && <Missing role={role} some={list.length > 0} onRegistered={reload} />}
              {file !== null && (
                <Grid container spacing={2}>
                  <Grid size={{ xs: 12, md: 4 }}>
                    <Patients list={list} chosen={file} onChoose={setChosen} />
                  </Grid>
                  <Grid size={{ xs: 12, md: 8 }}>
                    <SampleDetail key={file} file={file} onCard={role === 'doctor' ? onCard : null} />
                  </Grid>
                </Grid>
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}

interface PatientsProps {
  readonly list: readonly ListedPatient[];
  readonly chosen: string;
  readonly onChoose: (file: string) => void;
}

function Patients({ list, chosen, onChoose }: PatientsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Paper component="section" aria-label={t('nav.samples')}>
      <List disablePadding>
        {list.map(({ file, name, about }) => (
          <ListItem key={file} disablePadding>
            <ListItemButton
              selected={file === chosen}
              aria-pressed={file === chosen}
              onClick={() => onChoose(file)}
            >
              <ListItemText
                primary={<span lang={langOf(name)}>{name}</span>}
                secondary={named(about, language)}
                slotProps={{ secondary: { component: 'article' } }}
              />
            </ListItemButton>
          </ListItem>
        ))}
      </List>
    </Paper>
  );
}

interface MissingProps {
  readonly role: Session['account']['role'];
  readonly some: boolean;
  readonly onRegistered: () => void;
}

/** They are registered like any other patient: by a registrar. */
function Missing({ role, some, onRegistered }: MissingProps) {
  const { t } = useTranslation();
  const action = useAction();
  const register = (): void =>
    action.run(async () => {
      await ask('demonstration/sample-patients', {});
      onRegistered();
    });
  if (role !== 'registrar')
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        {t(some ? 'samples.someByRegistrar' : 'samples.byRegistrar')}
      </Alert>
    );
  return (
    <Stack spacing={1} sx={{ mb: 2, alignItems: 'flex-start' }}>
      <Typography>{t('samples.registerHint')}</Typography>
      <Button variant="contained" disabled={action.busy} onClick={register}>
        {t('samples.register')}
      </Button>
      {action.busy && <ImportProgress />}
      <ErrorNote error={action.error} />
    </Stack>
  );
}
