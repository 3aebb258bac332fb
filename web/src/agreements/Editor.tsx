import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Remark } from './remarks';

/** The text of an agreement with its errors in place. Tab leaves the field, as everywhere else. */
export function Editor({
  text,
  label,
  remarks,
  goTo,
  onChange,
}: {
  text: string;
  label: string;
  remarks: Remark[];
  /** A line to show, counted from 1; the object is new each time somebody asks. */
  goTo: { line: number } | null;
  onChange: (text: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);

  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          history(),
          lineNumbers(),
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    made.scrollDOM.tabIndex = 0; // scrolled with the keyboard, too
    view.current = made;
    return () => made.destroy();
    // The editor keeps its own text; another document gets another editor by its key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [label]);

  useEffect(() => {
    const { current } = view;
    if (current) current.dispatch(setDiagnostics(current.state, placed(remarks, current.state.doc)));
  }, [remarks]);

  useEffect(() => {
    const { current } = view;
    if (!current || !goTo || goTo.line > current.state.doc.lines) return;
    const { from } = current.state.doc.line(goTo.line);
    current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    current.focus();
  }, [goTo]);

  return <div ref={place} className="editor" />;
}

/** Remarks by line and column as stretches of the text: the words found, or the rest of the line. */
function placed(remarks: Remark[], doc: Text): Diagnostic[] {
  return remarks
    .filter((remark) => remark.line >= 1 && remark.line <= doc.lines)
    .map((remark) => {
      const line = doc.line(remark.line);
      const from = Math.min(line.from + remark.column - 1, line.to);
      const found = remark.found && line.text.startsWith(remark.found, remark.column - 1) ? remark.found.length : null;
      return {
        from,
        to: found === null ? line.to : from + found,
        severity: remark.weight,
        source: remark.code,
        message: remark.message,
      };
    })
    .sort((a, b) => a.from - b.from);
}
