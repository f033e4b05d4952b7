import { Box, Checkbox, FormControlLabel, MenuItem, Stack, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { FileDrop } from '../imports/FileDrop.tsx';
import { Preview } from '../imports/Preview.tsx';
import type { Asked } from '../../client/useAsk.ts';
import type { ImportPreview } from '../../../src/workstation/api/imports.ts';
import { cardCount, isBirthDate, MOST_CARDS, sexOf, SHARE_CHOICES, type NewPatient } from './patientDraft.ts';
import { ShareTermsChoice } from './ShareForms.tsx';

interface FieldsProps {
  readonly patient: NewPatient;
  readonly onChange: (changed: Partial<NewPatient>) => void;
}

function Group({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, mb: 1 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0 }}>
        {legend}
      </Typography>
      {children}
    </Box>
  );
}

/** Who the patient is. */
export function IdentityFields({ patient, now, onChange }: FieldsProps & { readonly now: number }) {
  const { t } = useTranslation();
  const wrongDate = patient.birthDate.length >= 10 && !isBirthDate(patient.birthDate, now);
  return (
    <Group legend={t('registrar.whoLegend')}>
      <Stack direction="row" spacing={1}>
        <TextField
          required
          label={t('registrar.name')}
          value={patient.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <TextField
          select
          label={t('banner.sex')}
          value={patient.sex}
          sx={{ maxWidth: 140 }}
          onChange={(event) => onChange({ sex: sexOf(event.target.value) })}
        >
          {(['female', 'male', 'other', 'unknown'] as const).map((sex) => (
            <MenuItem key={sex} value={sex}>
              {t(`sex.${sex}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          required
          label={t('registrar.birthDate')}
          value={patient.birthDate}
          error={wrongDate}
          helperText={t('registrar.birthDateRule')}
          onChange={(event) => onChange({ birthDate: event.target.value.trim() })}
        />
      </Stack>
      <Stack direction="row" spacing={1}>
        <TextField
          label={t('registrar.identifier')}
          value={patient.identifier}
          onChange={(event) => onChange({ identifier: event.target.value })}
        />
        <TextField
          label={t('registrar.phone')}
          value={patient.phone}
          onChange={(event) => onChange({ phone: event.target.value })}
        />
      </Stack>
      <TextField
        label={t('registrar.address')}
        value={patient.address}
        onChange={(event) => onChange({ address: event.target.value })}
      />
    </Group>
  );
}

/** Who acts for a child, or for somebody who cannot act; empty for everybody else. */
export function GuardianFields({ patient, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { guardian } = patient;
  return (
    <Group legend={t('patients.guardianLegend')}>
      <Stack direction="row" spacing={1}>
        <TextField
          label={t('patients.guardianName')}
          value={guardian.name}
          onChange={(event) => onChange({ guardian: { ...guardian, name: event.target.value } })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <TextField
          label={t('patients.relation')}
          value={guardian.relation}
          helperText={t('patients.relationRule')}
          onChange={(event) => onChange({ guardian: { ...guardian, relation: event.target.value } })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      </Stack>
    </Group>
  );
}

interface PinFieldsProps extends FieldsProps {
  readonly pinAgain: string;
  readonly onPinAgain: (pin: string) => void;
}

/** The PIN, typed twice by the patient. */
export function PinFields({ patient, pinAgain, onChange, onPinAgain }: PinFieldsProps) {
  const { t } = useTranslation();
  const differ = pinAgain !== '' && patient.pin !== pinAgain;
  return (
    <Group legend={t('registrar.pinsLegend')}>
      <Stack direction="row" spacing={1}>
        <SecretInput
          label={t('card.pin')}
          kind="pin"
          value={patient.pin}
          onChange={(pin) => onChange({ pin })}
          helperText={t('registrar.pinRule')}
        />
        <SecretInput
          label={t('registrar.pinAgain')}
          kind="pin"
          value={pinAgain}
          onChange={onPinAgain}
          error={differ}
          helperText={differ ? t('registrar.pinsDiffer') : undefined}
        />
      </Stack>
    </Group>
  );
}

/** How many cards, which histories, and whether the emergency department may do without a slip. */
export function CardFields({
  patient,
  preview,
  onChange,
}: FieldsProps & { readonly preview: Asked<ImportPreview> | null }) {
  const { t } = useTranslation();
  return (
    <Group legend={t('registrar.cardsLegend')}>
      <Stack direction="row" spacing={2} sx={{ alignItems: 'flex-start' }}>
        <TextField
          type="number"
          label={t('registrar.cards')}
          value={patient.cards}
          sx={{ maxWidth: 130 }}
          onChange={(event) => onChange({ cards: cardCount(event.target.value) })}
          slotProps={{ htmlInput: { min: 1, max: MOST_CARDS } }}
        />
        <Box sx={{ flexGrow: 1, mt: 1 }}>
          <FileDrop files={patient.files} onFiles={(files) => onChange({ files: [...files] })} />
        </Box>
      </Stack>
      <ShareTermsChoice
        value={patient.shares}
        options={SHARE_CHOICES}
        onChange={(shares) => onChange({ shares })}
      />
      <Preview of={preview} />
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={patient.emergency}
            onChange={(event) => onChange({ emergency: event.target.checked })}
          />
        }
        label={t('registrar.emergency')}
      />
    </Group>
  );
}
