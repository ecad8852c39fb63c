// Buttons: with a word, or with an icon and a name for those who do not see it.

import type { ComponentProps, ReactNode } from 'react';

type NativeProps = Omit<ComponentProps<'button'>, 'className' | 'type'>;

export interface ButtonProps extends NativeProps {
  look?: 'plain' | 'primary' | 'quiet';
}

export function Button({ look = 'plain', ...rest }: ButtonProps) {
  return <button type="button" className={`button ${look === 'plain' ? '' : look}`} {...rest} />;
}

export interface IconButtonProps extends NativeProps {
  /** Its accessible name, and its tooltip. */
  label: string;
  icon: ReactNode;
  slim?: boolean;
}

export function IconButton({ label, icon, slim = false, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`button quiet icon ${slim ? 'slim' : ''}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      {icon}
    </button>
  );
}
