import { control, i32, type Local } from 'wasmati';

/** Emits the body for `panel`: once for all, or twice where the last panel needs a variant of its own. */
export function choosePanel<T>(
  panel: Local<'i32'>,
  panels: number,
  whole: T,
  last: T,
  body: (variant: T) => void,
): void {
  if (whole === last) return body(whole);
  i32.lt_u(panel, panels - 1);
  control.if(
    null,
    () => body(whole),
    () => body(last),
  );
}
