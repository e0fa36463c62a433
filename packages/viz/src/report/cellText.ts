/** The text of a value in a table or CSV file: objects and arrays, which only foreign specs hold, as JSON. */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
