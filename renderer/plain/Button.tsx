import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'outlined' | 'contained' | 'text' | undefined;
  readonly isSmall?: boolean;
  readonly isFull?: boolean;
  /** In the colour of the text around it. */
  readonly isInherit?: boolean;
}

/** A button as the theme draws it, without the theme: for what stands before that is read. */
export function Button({ look = 'outlined', isSmall, isFull, isInherit, type, ...rest }: ButtonProps) {
  const classes = [
    'button',
    look,
    isSmall === true && 'small',
    isFull === true && 'full',
    isInherit === true && 'inherit',
  ];
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
    />
  );
}

interface IconButtonProps {
  /** What it does: read aloud. */
  readonly label: string;
  /** Shown under a resting cursor too. */
  readonly hasTitle?: boolean;
  readonly isSmall?: boolean;
  /** The path of the picture, 24×24. */
  readonly icon: string;
  readonly onClick: () => void;
}

export function IconButton({ label, hasTitle = false, isSmall = false, icon, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={isSmall ? 'icon-button small' : 'icon-button'}
      aria-label={label}
      title={hasTitle ? label : undefined}
      onClick={onClick}
    >
      <Icon path={icon} />
    </button>
  );
}

/** A picture beside a word, or with one for its label: never read aloud itself. */
export function Icon({ path }: { readonly path: string }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
