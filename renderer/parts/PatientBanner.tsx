import CheckCircle from '@mui/icons-material/CheckCircle';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import ReportProblem from '@mui/icons-material/ReportProblem';
import SyncProblem from '@mui/icons-material/SyncProblem';
import { Box, Stack, Typography } from '@mui/material';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Banner } from '../../src/workstation/api/visits.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { joined } from '../i18n/words.ts';

interface PatientBannerProps {
  readonly banner: Banner;
  /** Where a mistake costs most: name, sex and age in large type. */
  readonly large?: boolean;
}

/** Always on top of a patient's screens: who it is, and one of four allergy states (NHS CUI PAB-0019, -0064). */
export function PatientBanner({ banner, large = false }: PatientBannerProps) {
  const { t } = useTranslation();
  const unknown = t('banner.notKnown');
  const big = { fontSize: large ? '1.8rem' : '1.35rem', fontWeight: 700, lineHeight: 1.2 };
  const age = banner.ageYears === null ? unknown : t('banner.age', { age: banner.ageYears });
  return (
    <Box
      component="section"
      aria-label={t('banner.label')}
      sx={{
        flexShrink: 0,
        bgcolor: 'banner.patient',
        color: 'banner.ink',
        borderRadius: large ? 1 : 0,
        overflow: 'hidden',
      }}
    >
      <Stack
        direction="row"
        useFlexGap
        sx={{ columnGap: 3, rowGap: 0.5, px: 2, py: 0.75, alignItems: 'baseline', flexWrap: 'wrap' }}
      >
        <Typography component="p" sx={big}>
          {banner.name ?? unknown}
        </Typography>
        <Item label={t('banner.sex')} value={t(`sex.${banner.sex}`)} sx={large ? big : undefined} />
        <Item label={t('banner.ageLabel')} value={age} sx={large ? big : undefined} />
        <Item label={t('banner.born')} value={banner.birthDate ?? unknown} />
        <Item
          label={t('banner.identifier')}
          value={banner.identifierTail === null ? unknown : `…${banner.identifierTail}`}
        />
        {banner.guardian !== null && (
          <Item label={t('patients.guardian')} value={t('patients.guardianIs', banner.guardian)} />
        )}
      </Stack>
      <Allergies banner={banner} />
    </Box>
  );
}

interface ItemProps {
  readonly label: string;
  readonly value: string;
  readonly sx?:
    | { readonly fontSize: string; readonly fontWeight: number; readonly lineHeight: number }
    | undefined;
}

function Item({ label, value, sx }: ItemProps) {
  return (
    <span>
      <Typography component="span" variant="caption" sx={{ mr: 0.75, opacity: 0.85 }}>
        {label}
      </Typography>
      <Typography component="span" sx={sx ?? { fontWeight: 500 }}>
        {value}
      </Typography>
    </span>
  );
}

/** Each state has a colour, a picture and words: none of them is told by colour alone. */
const ICONS: Readonly<Record<Banner['allergyState'], ReactElement>> = {
  known: <ReportProblem fontSize="small" />,
  'none-known': <CheckCircle fontSize="small" />,
  'not-recorded': <HelpOutlined fontSize="small" />,
  unavailable: <SyncProblem fontSize="small" />,
};

function Allergies({ banner }: { readonly banner: Banner }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = banner.allergyState;
  return (
    <Stack
      direction="row"
      spacing={1}
      role="note"
      aria-label={t('banner.allergyLabel')}
      sx={{
        px: 2,
        py: 0.5,
        alignItems: 'center',
        bgcolor: `banner.${state}`,
        color: state === 'unavailable' ? 'banner.unavailableInk' : 'banner.ink',
      }}
    >
      {ICONS[state]}
      <Typography sx={{ fontWeight: 700, whiteSpace: 'nowrap' }}>{t(`banner.allergies.${state}`)}</Typography>
      {state === 'known' && (
        <Typography sx={{ fontWeight: 500 }}>{joined(banner.allergies, language)}</Typography>
      )}
    </Stack>
  );
}
