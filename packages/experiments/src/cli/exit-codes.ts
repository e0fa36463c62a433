/** What the command's exit code says. */
export const EXIT = {
  ok: 0,
  /** A run diverged or threw, or something outside the command went wrong. */
  failed: 1,
  usage: 2,
  /** As shells report a process ended by SIGINT. */
  interrupted: 130,
} as const;
