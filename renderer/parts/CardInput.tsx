import { Stack, TextField } from '@mui/material';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../client/core.ts';
import { pngOfPicture } from '../client/picture.ts';
import { useAction } from '../client/useAsk.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { SampleMenu } from './SampleMenu.tsx';

interface CardInputProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** The text is there as a whole: pasted, from a file or picture, or ended by a scanner's Enter. */
  readonly onWhole?: (text: string) => void;
  readonly autoFocus?: boolean;
  readonly helperText?: string;
  /** Which of the made-up patients' items are offered in a demonstration. */
  readonly samples?: 'cards' | 'slips';
}

/** Takes a card as pasted or scanned text, as a text file, or as a picture of its QR code, pasted or from a file. */
export function CardInput({ label, value, onText, onWhole, autoFocus = false, ...rest }: CardInputProps) {
  const { helperText, samples } = rest;
  const { t } = useTranslation();
  const action = useAction();
  const input = useRef<HTMLTextAreaElement>(null);
  const whole = (text: string): void => {
    onText(text);
    // The next scan takes the place of this one.
    input.current?.select();
    if (text !== '') onWhole?.(text);
  };
  const takeFile = (file: File): void => action.run(async () => whole(await textOfFile(file)));
  return (
    <>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
        <TextField
          label={label}
          value={value}
          multiline
          maxRows={3}
          autoFocus={autoFocus}
          inputRef={input}
          onFocus={(event) => event.target.select()}
          helperText={helperText}
          onChange={(event) => onText(event.target.value.trim())}
          onPaste={(event) => {
            const picture = event.clipboardData.files[0];
            const text = event.clipboardData.getData('text').trim();
            event.preventDefault();
            if (picture !== undefined) takeFile(picture);
            else whole(text);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            whole(value);
          }}
          slotProps={{
            htmlInput: { spellCheck: false, autoComplete: 'off', style: { fontFamily: 'monospace' } },
          }}
        />
        <ChooseFile
          label={t('card.file')}
          accept=".txt,.card,image/*"
          sx={{ mt: 1 }}
          disabled={action.busy}
          onFiles={([file]) => file !== undefined && takeFile(file)}
        >
          {t('card.chooseFile')}
        </ChooseFile>
      </Stack>
      {samples !== undefined && <SampleMenu kind={samples} onText={whole} />}
      <ErrorNote error={action.error} />
    </>
  );
}

async function textOfFile(file: File): Promise<string> {
  if (!file.type.startsWith('image/')) return (await file.text()).trim();
  return (await ask('card/text', { picture: await pngOfPicture(file) })).text;
}
