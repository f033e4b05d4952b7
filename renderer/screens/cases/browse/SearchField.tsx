import Search from '@mui/icons-material/Search';
import { Autocomplete, InputAdornment, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from './words.ts';
import { isComposing, useKey } from '../../../client/keys.ts';
import { useAsk } from '../../../client/useAsk.ts';

interface SearchFieldProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  /** The arrow down, with no suggestion to go to. */
  readonly onDown: () => void;
}

/**
 * Searches while somebody types; what an input method still composes is no word yet, and searched for only when it is.
 * "/" brings the cursor here.
 */
export function SearchField({ typed, onTyped, onDown }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(typed);
  const [before, setBefore] = useState(typed);
  const [composing, setComposing] = useState(false);
  if (typed !== before) {
    setBefore(typed);
    if (typed !== text) setText(typed);
  }
  const [suggested] = useAsk('library/suggest', { typed });
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  useKey({ key: '/' }, () => input?.focus());
  const settle = (value: string): void => {
    setBefore(value);
    onTyped(value);
  };
  return (
    <Autocomplete
      freeSolo
      disableClearable
      filterOptions={(options) => options}
      options={suggested.state === 'ready' ? suggested.value : []}
      value={text}
      inputValue={text}
      onInputChange={(_, value, reason) => {
        // What was typed comes by the field itself, which knows of input methods.
        if (reason === 'selectOption' || reason === 'clear') {
          setText(value);
          settle(value);
        }
      }}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props} lang={languageOf(option)}>
          {option}
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('library.search')}
          placeholder={t('library.example')}
          margin="none"
          inputRef={setInput}
          onChange={({ target: { value } }) => {
            setText(value);
            if (!composing) settle(value);
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={({ target }) => {
            setComposing(false);
            if (target instanceof HTMLInputElement) settle(target.value);
          }}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) event.stopPropagation();
            else if (event.key === 'Escape' && text !== '' && !isExpanded(input)) {
              setText('');
              settle('');
            } else if (
              event.key === 'Enter' ||
              (event.key === 'ArrowDown' && suggested.state === 'ready' && suggested.value.length === 0)
            )
              onDown();
          }}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              autoComplete: 'off',
              spellCheck: false,
              maxLength: 10_000,
            },
            input: {
              ...params.slotProps.input,
              startAdornment: (
                <InputAdornment position="start">
                  <Search fontSize="small" />
                </InputAdornment>
              ),
            },
          }}
        />
      )}
    />
  );
}

/** Its suggestions are shown: Escape closes those, and only then clears what was typed. */
function isExpanded(input: HTMLInputElement | null): boolean {
  return input?.ariaExpanded === 'true';
}
