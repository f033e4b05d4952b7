import { TextField } from '@mui/material';
import { memo, useLayoutEffect, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { isComposing } from '../../../client/keys.ts';
import { fieldId, type TextField as FieldName } from '../noteFields.ts';
import { blankAfter, expanded, type Phrase, type TextState } from './phrases.ts';

interface NoteFieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly required: boolean;
  readonly helperText?: string | undefined;
  readonly phrases: readonly Phrase[];
  readonly values: Readonly<Record<string, string>>;
  readonly onText: (name: FieldName, text: string) => void;
  readonly onBlur: () => void;
}

/**
 * It grows with its text by itself (measured by a script, each key would lay the window out anew, eight times), up to
 * half the window: what is out of sight in a very long text need not be painted. How wide it is its surroundings say:
 * without that containment each key would have the whole text measured for how wide it would like to be.
 */
function growing(rows: number): CSSProperties {
  return {
    fieldSizing: 'content',
    contain: 'inline-size',
    minHeight: `${String(rows)}lh`,
    maxHeight: '50vh',
    resize: 'none',
  };
}

/** A text of the note. Tab expands the phrase before the cursor, then goes from blank to blank, then on. */
export const NoteField = memo(function NoteField(props: NoteFieldProps) {
  const { name, value, rows, phrases, values, onText, onBlur, ...rest } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const select = useRef<TextState | null>(null);
  useLayoutEffect(() => {
    const wanted = select.current;
    select.current = null;
    if (wanted !== null) input.current?.setSelectionRange(wanted.from, wanted.to);
  }, [value]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const field = input.current;
    if (event.key !== 'Tab' || event.shiftKey || isComposing(event.nativeEvent) || field === null) return;
    const state = { text: field.value, from: field.selectionStart, to: field.selectionEnd };
    const next = expanded(state, phrases, values);
    const blank = next === null ? blankAfter(state) : null;
    if (next === null && blank === null) return;
    event.preventDefault();
    if (blank !== null) {
      field.setSelectionRange(blank.from, blank.to);
      return;
    }
    select.current = next;
    onText(name, next?.text ?? state.text);
  };
  return (
    <TextField
      {...rest}
      id={fieldId(name)}
      value={value}
      multiline
      inputRef={input}
      onKeyDown={onKeyDown}
      onChange={(event) => onText(name, event.target.value)}
      onBlur={onBlur}
      slotProps={{ input: { inputComponent: 'textarea' }, htmlInput: { style: growing(rows) } }}
    />
  );
});
