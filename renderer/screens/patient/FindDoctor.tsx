import { List, ListItem, ListItemButton, ListItemText, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';

export type FoundDoctor = ResultOf<'patient/doctors'>[number];

interface FindDoctorProps {
  readonly handle: string;
  readonly chosen: FoundDoctor | null;
  readonly onChoose: (doctor: FoundDoctor) => void;
}

/** The registry's active doctors, by name, institution or specialty. */
export function FindDoctor({ handle, chosen, onChoose }: FindDoctorProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [query, setQuery] = useState('');
  const [found] = useAsk('patient/doctors', { handle, query });
  return (
    <>
      <TextField
        autoFocus
        label={t('grant.doctor')}
        helperText={t('grant.doctorHint')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      <Answer of={found}>
        {(doctors) =>
          doctors.length === 0 ? (
            <Typography color="textSecondary">{t('grant.nobody')}</Typography>
          ) : (
            <List
              aria-label={t('grant.doctors')}
              disablePadding
              sx={{ maxHeight: 180, overflow: 'auto', border: 1, borderColor: 'divider', borderRadius: 1 }}
            >
              {doctors.map((doctor) => (
                <ListItem key={doctor.id} disablePadding>
                  <ListItemButton
                    selected={doctor.id === chosen?.id}
                    aria-current={doctor.id === chosen?.id}
                    onClick={() => onChoose(doctor)}
                  >
                    <ListItemText
                      primary={named(doctor.name, language)}
                      secondary={[named(doctor.institution, language), doctor.specialty]
                        .filter((text) => text !== '')
                        .join(' · ')}
                    />
                  </ListItemButton>
                </ListItem>
              ))}
            </List>
          )
        }
      </Answer>
    </>
  );
}
