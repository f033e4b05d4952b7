import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { CallConnection } from '../callConnection.ts';
import { KINDS } from '../media/protocol.ts';
import {
  flowBetween,
  layerFigures,
  LAYER_SUITE,
  type Counted,
  type Direction,
  type Flow,
} from './figures.ts';
import { useFigures, type Measured } from './useFigures.ts';

const DIRECTIONS: readonly Direction[] = ['received', 'sent'];

/** What is measured of the call now, for whoever looks after the network, and for a doctor who asks what is wrong. */
export function CallFigures({ connection }: { readonly connection: CallConnection }) {
  const measured = useFigures(connection);
  if (measured === null) return null;
  return (
    <>
      <Flows measured={measured} />
      <Way measured={measured} />
      <Layer measured={measured} />
    </>
  );
}

interface PartProps {
  readonly measured: Measured;
}

function Flows({ measured: { before, now } }: PartProps) {
  const { t } = useTranslation();
  return (
    <Table size="small" aria-label={t('quality.figures')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('quality.what')}</TableCell>
          <TableCell align="right">{t('quality.bitrate')}</TableCell>
          <TableCell align="right">{t('quality.loss')}</TableCell>
          <TableCell>{t('quality.picture')}</TableCell>
          <TableCell>{t('quality.codec')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {DIRECTIONS.flatMap((direction) =>
          KINDS.map((kind) => (
            <TableRow key={`${direction} ${kind}`}>
              <TableCell>{t(`quality.way.${direction}.${kind}`)}</TableCell>
              <FlowCells flow={flowBetween(before, now, direction, kind)} counted={now[direction][kind]} />
            </TableRow>
          )),
        )}
      </TableBody>
    </Table>
  );
}

function FlowCells({
  counted: { codec, picture },
  flow: { bitrate, loss },
}: {
  readonly flow: Flow;
  readonly counted: Counted;
}) {
  const { t } = useTranslation();
  const numbers = { fontVariantNumeric: 'tabular-nums' };
  return (
    <>
      <TableCell align="right" sx={numbers}>
        {bitrate === null ? '–' : Math.round(bitrate / 1000)}
      </TableCell>
      <TableCell align="right" sx={numbers}>
        {loss === null ? '–' : `${(100 * loss).toFixed(1)} %`}
      </TableCell>
      <TableCell sx={numbers}>
        {picture === null
          ? '–'
          : t('quality.pictureIs', {
              width: picture.width,
              height: picture.height,
              frames: Math.round(picture.framesPerSecond),
            })}
      </TableCell>
      <TableCell>{codec === null ? '–' : <code>{codec}</code>}</TableCell>
    </>
  );
}

function Way({ measured: { now } }: PartProps) {
  const { t } = useTranslation();
  const { isRelayed, roundTrip, suites } = now;
  return (
    <>
      <Typography>
        {roundTrip !== null && t('quality.roundTrip', { ms: Math.max(1, Math.round(roundTrip)) })}{' '}
        {isRelayed !== null && t(isRelayed ? 'quality.relayed' : 'quality.direct')}
      </Typography>
      <Suites title={t('quality.suites')} names={suites} />
    </>
  );
}

function Layer({ measured: { counts } }: PartProps) {
  const { t } = useTranslation();
  if (counts === null) return null;
  return (
    <>
      <Suites title={t('quality.layer')} names={[LAYER_SUITE]} />
      <Typography>{t('quality.frames', { ...layerFigures(counts) })}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('quality.framesHelp')}
      </Typography>
    </>
  );
}

function Suites({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return (
    <Typography sx={{ overflowWrap: 'anywhere' }}>
      {title}: <code>{names.join(' · ')}</code>
    </Typography>
  );
}
