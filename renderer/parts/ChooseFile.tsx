import { Button, type ButtonProps } from '@mui/material';
import { useRef } from 'react';

interface ChooseFileProps extends Pick<
  ButtonProps,
  'children' | 'disabled' | 'size' | 'startIcon' | 'sx' | 'variant'
> {
  /** Name of the field behind the button. */
  readonly label: string;
  /** Which files are offered, as an input's `accept`. */
  readonly accept: string;
  readonly multiple?: boolean;
  /** A folder is chosen, and given with all that is in it. */
  readonly folder?: boolean;
  /** At least one. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button by which a file is chosen. The same file can be chosen again. */
export function ChooseFile({
  label,
  accept,
  multiple = false,
  folder = false,
  onFiles,
  ...button
}: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        {...(folder ? { webkitdirectory: '' } : {})}
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          if (chosen.length > 0) onFiles(chosen);
        }}
      />
      <Button {...button} onClick={() => input.current?.click()} />
    </>
  );
}
