import { Alert, Box, Button, Link, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartOrder, ChartReport } from '../../../../src/workstation/api/chart.ts';
import type { OnDocument } from '../place.ts';
import type { Matches } from './matching.ts';
import { FlagChip } from './ReportList.tsx';
import { ReportImages } from './ReportImages.tsx';
import { ReportValues } from './ReportValues.tsx';

interface ReportDetailProps {
  readonly visit: string;
  readonly patient: string;
  readonly report: ChartReport;
  readonly orders: readonly ChartOrder[];
  readonly matches: Matches;
  readonly onMatches: (matches: Matches) => void;
  readonly onDocument: OnDocument;
}

const PRELIMINARY = new Set(['registered', 'partial', 'preliminary']);
const CORRECTED = new Set(['amended', 'corrected', 'appended']);

/** One report whole: what it found, what it was asked for, its values beside those before, its images. */
export function ReportDetail(props: ReportDetailProps) {
  const { visit, patient, report, onDocument } = props;
  const { t } = useTranslation();
  const { conclusion, date, flag, images, source, status, title, values } = report;
  const marks = [
    ...(PRELIMINARY.has(status) ? [t('reports.preliminary')] : []),
    ...(CORRECTED.has(status) ? [t('reports.corrected')] : []),
  ];
  return (
    <article aria-label={title}>
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h2">{title}</Typography>
        <FlagChip flag={flag} />
        {marks.map((mark) => (
          <Typography key={mark} sx={{ fontWeight: 700 }}>
            {mark}
          </Typography>
        ))}
      </Stack>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {date?.slice(0, 16).replace('T', ' ') ?? t('chart.undated')} ·{' '}
        <Link component="button" onClick={() => onDocument(report)}>
          {source === '' ? t('results.open') : source}
        </Link>
      </Typography>
      <Answered {...props} />
      {conclusion !== '' && (
        <Box component="section" sx={{ my: 1 }}>
          <Typography variant="h3">{t('reports.conclusion')}</Typography>
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{conclusion}</Typography>
        </Box>
      )}
      {values.length > 0 && <ReportValues title={title} values={values} />}
      {images.map((one) => (
        <ReportImages
          key={`${one.statement} ${String(one.leaf)} ${one.attachments.join()}`}
          visit={visit}
          patient={patient}
          images={one}
        />
      ))}
    </article>
  );
}

/** The order that it answers, or those that it may answer, for the doctor to say. */
function Answered({ report, orders, matches, onMatches }: ReportDetailProps) {
  const { t } = useTranslation();
  const order = orders.find(({ key }) => key === report.order);
  const nameOf = ({ date, name }: ChartOrder): string =>
    t('reports.confirm', { name, date: date?.slice(0, 10) ?? t('chart.undated') });
  if (order !== undefined) {
    const isHere = matches.some((match) => match.report === report.key);
    const { date, name, number } = order;
    return (
      <Typography variant="body2">
        {t('reports.answers', { name, number, date: date?.slice(0, 10) ?? t('chart.undated') })}{' '}
        {!isHere && report.by !== null && t(`reports.by.${report.by}`)}
        {isHere && (
          <>
            {t('reports.confirmedNow')}{' '}
            <Link
              component="button"
              onClick={() => onMatches(matches.filter((match) => match.report !== report.key))}
            >
              {t('reports.undo')}
            </Link>
          </>
        )}
      </Typography>
    );
  }
  const candidates = orders.filter(({ key }) => report.candidates.includes(key));
  if (candidates.length === 0)
    return report.missing === null ? (
      <Typography variant="body2" color="textSecondary">
        {t('reports.noOrder')}
      </Typography>
    ) : (
      <Alert severity="warning">{t('reports.missing', { number: report.missing })}</Alert>
    );
  const confirm = (chosen: ChartOrder): void => {
    const words = t('reports.matched', { report: report.title, order: nameOf(chosen) });
    onMatches([...matches, { order: chosen.key, report: report.key, words }]);
  };
  return (
    <Alert severity="warning" role="note">
      {report.missing !== null && <div>{t('reports.missing', { number: report.missing })}</div>}
      {t('reports.offered')}
      {candidates.map((candidate) => (
        <Button
          key={candidate.key}
          size="small"
          color="inherit"
          sx={{ ml: 1 }}
          onClick={() => confirm(candidate)}
        >
          {nameOf(candidate)}
        </Button>
      ))}
    </Alert>
  );
}
