import { Button, type ButtonProps } from '@mui/material';
import { useRef, type Ref } from 'react';

interface FileInputProps {
  /** Name of the field behind the button. */
  readonly label: string;
  /** Which files are offered, as an input's `accept`. */
  readonly accept: string;
  readonly multiple?: boolean;
  /** A folder is chosen, and given with all that is in it. */
  readonly folder?: boolean;
  /** At least one. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly ref: Ref<HTMLInputElement>;
}

/** The field itself, unseen; whoever shows a button clicks it. The same file can be chosen again. */
export function FileInput({ label, accept, multiple = false, folder = false, onFiles, ref }: FileInputProps) {
  return (
    <input
      ref={ref}
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
  );
}

interface ChooseFileProps
  extends
    Omit<FileInputProps, 'ref'>,
    Pick<ButtonProps, 'children' | 'disabled' | 'size' | 'startIcon' | 'sx' | 'variant'> {}

/** A button by which a file is chosen. */
export function ChooseFile({ label, accept, multiple, folder, onFiles, ...button }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <FileInput
        ref={input}
        label={label}
        accept={accept}
        multiple={multiple ?? false}
        folder={folder ?? false}
        onFiles={onFiles}
      />
      <Button {...button} onClick={() => input.current?.click()} />
    </>
  );
}
