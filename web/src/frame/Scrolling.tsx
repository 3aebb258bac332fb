import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Holds what may be wider than the page; where it is, the keyboard can reach and scroll it. */
export function Scrolling({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  const holder = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = holder.current!;
    const look = () =>
      setScrolls(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const watch = new ResizeObserver(look);
    watch.observe(element);
    if (element.firstElementChild) watch.observe(element.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const reachable = scrolls ? { role: 'region', tabIndex: 0, 'aria-label': label } : {};
  return (
    <div ref={holder} className={`table-holder ${className}`} {...reachable}>
      {children}
    </div>
  );
}
