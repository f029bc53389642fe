/**
 * Places labels in a column, in the order given: each as near to its wish as the others leave room.
 * @param wishes heights in pixels
 * @param spacing between two labels; less if they do not all have room
 * @returns rising heights between `top` and `bottom`
 */
export function placeOnRail(
  wishes: readonly number[],
  spacing: number,
  top: number,
  bottom: number,
): readonly number[] {
  const step = Math.min(spacing, (bottom - top) / Math.max(1, wishes.length - 1));
  const places: number[] = [];
  for (const wish of wishes) {
    places.push(Math.max(Math.min(wish, bottom), (places.at(-1) ?? -Infinity) + step, top));
  }
  let highest = bottom;
  for (const index of [...places.keys()].toReversed()) {
    places[index] = Math.min(places[index]!, highest);
    highest = places[index] - step;
  }
  return places;
}
