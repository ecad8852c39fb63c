// Buttons: with a word, or with an icon and a name for those who do not see it.

import type { ComponentProps, ReactNode } from 'react';

type NativeProps = Omit<ComponentProps<'button'>, 'type'>;

/** A menu's target gets a class from outside; ours stays. */
function classes(...names: (string | undefined)[]): string {
  return names.filter((name) => name !== undefined && name !== '').join(' ');
}

export interface ButtonProps extends NativeProps {
  look?: 'plain' | 'primary' | 'quiet';
}

export function Button({ look = 'plain', className, ...rest }: ButtonProps) {
  const own = classes('button', look === 'plain' ? '' : look, className);
  return <button type="button" className={own} {...rest} />;
}

export interface IconButtonProps extends NativeProps {
  /** Its accessible name, and its tooltip. */
  label: string;
  icon: ReactNode;
  slim?: boolean;
}

export function IconButton({ label, icon, slim = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classes('button quiet icon', slim ? 'slim' : '', className)}
      aria-label={label}
      title={label}
      {...rest}
    >
      {icon}
    </button>
  );
}
