import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { addressOf, go, useAddress, type Changes } from '../address';

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: string;
  with?: Changes;
}

/** A link to another page that takes along what frames every page: language, audience, as-of. */
export function Link({ to, with: changes, onClick, ...rest }: LinkProps) {
  const href = addressOf(to, changes, useAddress());
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        followHere(event, href);
      }}
    />
  );
}

/** Follows a link in this window unless the reader asked for another one. */
export function followHere(event: MouseEvent, href: string) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  go(href);
}
