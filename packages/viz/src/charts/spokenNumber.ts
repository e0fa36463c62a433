/** A number in the words of a chart's description, to four digits; as percent if the chart shows percent. */
export function spokenNumber(value: number, format: string): string {
  if (format.endsWith('%')) return `${(100 * value).toFixed(2)} %`;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
