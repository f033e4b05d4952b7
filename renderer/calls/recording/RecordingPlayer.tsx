import { Alert, Box, Button, Slider, Stack, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../src/workstation/api/recordings.ts';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { useAsk } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { shown } from '../../media/shown.ts';
import { SidePlayer } from './sidePlayer.ts';

/** Further apart than this the pictures are set to the sound; s. */
const APART = 0.2;

/** What can be played: one on this computer, or one that is fetched from the hospitals, of which nothing is kept. */
export interface Playable extends Pick<RecordingView, 'durationMs' | 'sides'> {
  readonly from: 'computer' | 'ledger';
  /** Of the recording, or its name on the ledger; hex. */
  readonly name: string;
  /** The other doctor recorded it: their own picture is the one that is not this doctor's. */
  readonly isOfOther?: boolean;
}

/** Both faces side by side, with the sound of both; any moment is found at once. */
export function RecordingPlayer({ of }: { readonly of: Playable }) {
  const { t } = useTranslation();
  const { elements, error, faulty, leader } = usePlayers(of);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const all = (): HTMLMediaElement[] => [...elements.current.values()];
  const play = (): void => {
    for (const element of all())
      if (isPlaying) element.pause();
      else void element.play().catch(() => undefined);
  };
  const seek = (ms: number): void => {
    setAt(ms);
    for (const element of all()) element.currentTime = ms / 1000;
  };
  const follow = (): void => {
    const head = elements.current.get(leader);
    if (head === undefined) return;
    setAt(head.currentTime * 1000);
    for (const element of all())
      if (element !== head && Math.abs(element.currentTime - head.currentTime) > APART)
        element.currentTime = head.currentTime;
  };
  return (
    <Stack spacing={1} role="group" aria-label={t('recording.player')}>
      <ErrorNote error={error} />
      {of.from === 'computer' && <Findings recording={of.name} />}
      {faulty > 0 && <Alert severity="warning">{t('recording.damaged', { count: faulty })}</Alert>}
      <Stack direction="row" spacing={1}>
        {of.sides.map(({ segments, side }) => {
          const isSound = segments.every(({ contentType }) => contentType.startsWith('audio/'));
          const shared = {
            ref: (element: HTMLMediaElement | null) => {
              if (element !== null) elements.current.set(side, element);
            },
            muted: side !== leader,
            onTimeUpdate: side === leader ? follow : undefined,
            onPlay: side === leader ? () => setPlaying(true) : undefined,
            onPause: side === leader ? () => setPlaying(false) : undefined,
          };
          return isSound ? (
            <audio key={side} {...shared} />
          ) : (
            <Box
              component="video"
              key={side}
              {...shared}
              aria-label={t(
                of.from === 'ledger' || of.isOfOther === true
                  ? `ledgerRecording.sides.${side}`
                  : `recording.sides.${side}`,
              )}
              disablePictureInPicture
              sx={{ flex: 1, minWidth: 0, aspectRatio: '4 / 3', bgcolor: '#000' }}
            />
          );
        })}
      </Stack>
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
        <Button variant="outlined" onClick={play}>
          {t(isPlaying ? 'recording.pause' : 'recording.play')}
        </Button>
        <Slider
          aria-label={t('recording.position')}
          min={0}
          max={of.durationMs}
          step={100}
          value={Math.min(at, of.durationMs)}
          getAriaValueText={clock}
          onChange={(_, value) => seek(Number(value))}
        />
        <Typography variant="body2" sx={{ whiteSpace: 'nowrap' }}>
          {clock(at)} / {clock(of.durationMs)}
        </Typography>
      </Stack>
    </Stack>
  );
}

/** What of it is damaged or missing, found before anybody plays that far. */
function Findings({ recording }: { readonly recording: string }) {
  const { t } = useTranslation();
  const [findings] = useAsk('recording/check', { recording });
  const count = findings.state === 'ready' ? findings.value.findings.length : 0;
  return count > 0 && <Alert severity="warning">{t('recording.damaged', { count })}</Alert>;
}

/** Minutes and seconds. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A player for each side; the sound of both leads, where there is one. */
function usePlayers({ durationMs, from, name, sides }: Playable) {
  const elements = useRef(new Map<string, HTMLMediaElement>());
  const [error, setError] = useState<CoreError | null>(null);
  const [faulty, setFaulty] = useState(0);
  const key = JSON.stringify(sides);
  useEffect(() => {
    const known = JSON.parse(key) as RecordingView['sides'];
    const players = known.flatMap(({ segments, side }) => {
      const element = elements.current.get(side);
      if (element === undefined) return [];
      const fetch = async (index: number): Promise<Uint8Array<ArrayBuffer>> => {
        const at = { side, index };
        const { bytes, finding } =
          from === 'computer'
            ? await ask('recording/segment', { recording: name, ...at })
            : await ask('recording/anchored-segment', { anchor: name, ...at });
        // Those of this computer were looked at all together.
        if (from === 'ledger' && finding !== null) setFaulty((count) => count + 1);
        return new Uint8Array(bytes);
      };
      const failed = (cause: unknown): void =>
        setError(cause instanceof DOMException ? shown('media-undecodable') : asCoreError(cause));
      return [new SidePlayer({ element, segments, durationMs, fetch, failed })];
    });
    return () => players.forEach((player) => player.close());
  }, [durationMs, from, key, name]);
  const leader = sides.find(({ side }) => side === 'mixed')?.side ?? sides[0]?.side ?? 'own';
  return { elements, error, faulty, leader };
}
