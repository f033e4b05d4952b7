import {
  Alert,
  Chip,
  Link,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartProblem } from '../../../src/workstation/api/chart.ts';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import type { OnDocument } from './place.ts';

const COLORS = {
  active: 'primary',
  provisional: 'warning',
  resolved: 'default',
  refuted: 'default',
} as const;
const SEVERITY = {
  known: 'error',
  'none-known': 'success',
  'not-recorded': 'info',
  unavailable: 'warning',
} as const;

interface ProblemsProps {
  readonly chart: Chart;
  readonly onDocument: OnDocument;
}

/** Allergies in one of their four states, and each diagnosis once with when it was first and last made. */
export function Problems({ chart, onDocument }: ProblemsProps) {
  const { t } = useTranslation();
  const { allergyState, allergies } = chart.banner;
  return (
    <Stack spacing={1.5} sx={{ p: 1.5 }}>
      <section aria-label={t('problems.allergies')}>
        <Typography variant="h3" gutterBottom>
          {t('problems.allergies')}
        </Typography>
        <Alert severity={SEVERITY[allergyState]} role="note">
          {t(`banner.allergies.${allergyState}`)}
          {allergies.map((allergy) => (
            <div key={allergy}>
              <strong>{allergy}</strong>
            </div>
          ))}
        </Alert>
      </section>
      <section aria-label={t('problems.title')}>
        <Typography variant="h3">{t('problems.title')}</Typography>
        {chart.problems.length === 0 ? (
          <Typography color="textSecondary">{t('problems.none')}</Typography>
        ) : (
          <Table>
            <TableHead>
              <TableRow>
                <TableCell>{t('problems.code')}</TableCell>
                <TableCell>{t('problems.problem')}</TableCell>
                <TableCell>{t('today.state')}</TableCell>
                <TableCell>{t('problems.first')}</TableCell>
                <TableCell>{t('problems.last')}</TableCell>
                <TableCell>{t('results.source')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {chart.problems.map((problem) => (
                <Row key={problem.code ?? problem.text} problem={problem} onDocument={onDocument} />
              ))}
            </TableBody>
          </Table>
        )}
      </section>
    </Stack>
  );
}

function Row({ problem, onDocument }: { readonly problem: ChartProblem; readonly onDocument: OnDocument }) {
  const { t } = useTranslation();
  return (
    <TableRow>
      <TableCell sx={{ fontFamily: 'monospace' }}>{problem.code}</TableCell>
      <TableCell sx={{ fontWeight: 600 }}>{problem.text}</TableCell>
      <TableCell>
        <Chip size="small" color={COLORS[problem.state]} label={t(`problems.${problem.state}`)} />
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{problem.first?.slice(0, 10)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{problem.last?.slice(0, 10)}</TableCell>
      <TableCell>
        <Link component="button" onClick={() => onDocument(problem)} sx={{ textAlign: 'left' }}>
          {problem.source || t('results.open')}
        </Link>
      </TableCell>
    </TableRow>
  );
}
