import type { ComponentProps } from 'react'

interface ButtonProps extends ComponentProps<'button'> {
  variant?: 'plain' | 'primary' | 'danger' | 'quiet'
}

/** A button with words. Does not submit a form unless told to. */
export function Button({ variant = 'plain', className = '', ...rest }: ButtonProps): React.ReactNode {
  return <button type="button" {...rest} className={`button button-${variant} ${className}`} />
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, for those who do not see the icon, and on hovering. */
  label: string
}

/** A button that is only an icon. */
export function IconButton({ label, className = '', ...rest }: IconButtonProps): React.ReactNode {
  return <button type="button" aria-label={label} title={label} {...rest} className={`icon-button ${className}`} />
}
