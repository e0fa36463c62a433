/** A backend that was asked for and cannot be had here. */
export class BackendError extends Error {
  override name = 'BackendError';
}
