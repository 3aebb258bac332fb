import { useEffect } from 'react';

/** What single keys do on this page. Keys typed into a field or with a modifier are the field's. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable], [role=listbox], [role=dialog]')) return;
      // A key that the focused thing itself understands is its own.
      if (event.key === 'Enter' && target.closest('a, button, [role=button]')) return;
      if (event.key.startsWith('Arrow') && target.closest('button, canvas, [role=slider], table')) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [keys]);
}
