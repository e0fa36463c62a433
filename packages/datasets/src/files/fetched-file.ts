/** A file of a data set after it was fetched. */
export interface FetchedFile {
  /** Its name, with or without .gz. */
  name: string;
  /** Its path; in browsers its address in the Cache API. */
  path: string;
  /** Its size in bytes. */
  bytes: number;
  /** Where it was downloaded from, unless it was there already. */
  source?: string;
}
