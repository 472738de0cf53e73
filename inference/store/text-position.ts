/**
 * Where a reader is in a text that grows at its end.
 *
 * Invariants: the `units` UTF-16 units behind it are whole code points; `skip` more code points are
 * passed over, unread, as soon as they are there.
 */
export interface TextPosition {
  readonly units: number;
  readonly skip: number;
}

/**
 * What a reader has not read yet, and where it stands afterwards. Half a surrogate pair at the end
 * is left for later, unless nothing comes later.
 */
export function readOn(
  text: string,
  { units, skip }: TextPosition,
  isComplete: boolean,
): { readonly text: string; readonly position: TextPosition } {
  const end = isComplete || !endsInHalfAPair(text) ? text.length : text.length - 1;
  while (skip > 0 && units < end) {
    units += (text.codePointAt(units) ?? 0) > 0xff_ff ? 2 : 1;
    skip--;
  }
  if (units >= end) return { text: "", position: { units, skip } };
  return { text: text.slice(units, end), position: { units: end, skip } };
}

function endsInHalfAPair(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff;
}
