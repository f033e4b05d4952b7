/** Sound and film as they are attached: told by their bytes, without what the machine wrote beside them. */
import { cleanFilm } from './boxes.ts';
import { cleanWebm } from './matroska.ts';
import { cleanMp3, cleanOgg, cleanWav } from './sounds.ts';

export const RECORDING_FORMATS = ['mp4', 'webm', 'ogg', 'wav', 'mp3'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

export interface Recording {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** It ends before it says that it does: what is there is played. */
  readonly isCut: boolean;
}

/** Throws `media-damaged` for what no player would play. */
export function cleanRecording(bytes: Uint8Array, format: RecordingFormat): Recording {
  switch (format) {
    case 'mp4':
      return typed(cleanFilm(bytes), 'video/mp4', 'audio/mp4');
    case 'webm':
      return typed(cleanWebm(bytes), 'video/webm', 'audio/webm');
    case 'ogg':
      return typed(cleanOgg(bytes), 'video/ogg', 'audio/ogg');
    case 'wav':
      return { contentType: 'audio/wav', ...cleanWav(bytes) };
    case 'mp3':
      return { contentType: 'audio/mpeg', ...cleanMp3(bytes) };
  }
}

interface Cleaned {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
  readonly hasPicture: boolean;
}

function typed({ bytes, hasPicture, isCut }: Cleaned, film: string, sound: string): Recording {
  return { contentType: hasPicture ? film : sound, bytes, isCut };
}
