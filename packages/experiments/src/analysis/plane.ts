/** One channel of a picture or feature map: one number for each position, row by row from the top. */
export interface Plane {
  width: number;
  height: number;
  values: ArrayLike<number>;
}
