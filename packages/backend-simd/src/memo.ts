const DEFAULT_LIMIT = 1000;

/** Remembers what has been worked out for a key; of more keys than `limit` it forgets all, and begins again. */
export class Memo<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly limit = DEFAULT_LIMIT) {}

  get(key: string, workOut: () => T): T {
    const known = this.values.get(key);
    if (known !== undefined) return known;
    const value = workOut();
    if (this.values.size >= this.limit) this.values.clear();
    this.values.set(key, value);
    return value;
  }
}
