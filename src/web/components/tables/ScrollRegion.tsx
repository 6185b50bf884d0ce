// A box that scrolls when what it holds is wider or higher; only then can it be reached by keyboard and has a name of its own.
import { useEffect, useRef, useState, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

export function ScrollRegion({ label, className, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return <div ref={box} className={className} data-scroll {...(scrolls && { role: 'region', 'aria-label': label, tabIndex: 0 })}>{children}</div>;
}
