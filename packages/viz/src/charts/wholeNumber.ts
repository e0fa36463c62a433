/** A number of things for a note: `10,000`. */
export function wholeNumber(count: number): string {
  return count.toLocaleString('en-US');
}
