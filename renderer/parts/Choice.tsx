import { MenuItem, TextField, type TextFieldProps } from '@mui/material';

interface ChoiceProps<T extends string> extends Pick<TextFieldProps, 'margin' | 'slotProps' | 'sx'> {
  readonly label: string;
  readonly value: T;
  /** What can be chosen, each with its text. */
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** One of a few values; what is not among the options is never answered. */
export function Choice<T extends string>({ options, onChange, ...field }: ChoiceProps<T>) {
  return (
    <TextField
      {...field}
      select
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    >
      {options.map(([option, text]) => (
        <MenuItem key={option} value={option}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}
