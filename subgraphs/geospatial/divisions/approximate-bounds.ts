/** West, south, east and north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * Approximate bounding boxes of a few counties, for want of boundary data under a free licence: the counties of Lhasa,
 * where the demonstration takes place, and three outside the city. They do not overlap, so that a point lies in one at
 * most, and each holds its county's seat; beyond that they are not the counties' boundaries. A point in none of them has
 * no known division. Whoever invents parcels places them inside the box of their county, which keeps `divisionAt` true of them.
 */
export const APPROXIMATE_BOUNDS: Readonly<Record<string, Bounds>> = {
  "540102": [91.05, 29.57, 91.25, 29.8],
  "540103": [90.6, 29.55, 91.05, 30.2],
  "540104": [91.25, 29.5, 91.55, 29.8],
  "540121": [91.05, 29.8, 91.55, 30.2],
  "540122": [90.4, 30.2, 91.6, 31.05],
  "540123": [89.8, 29.25, 90.5, 29.9],
  "540124": [90.5, 29.15, 91.0, 29.55],
  "540127": [91.55, 29.5, 92.4, 30.2],
  "540202": [88.5, 29.0, 89.2, 29.5],
  "540502": [91.6, 28.9, 92.0, 29.4],
  "110105": [116.35, 39.82, 116.64, 40.1],
};

/** Whether a box holds a point; its western and southern edges belong to it. */
export function holds([west, south, east, north]: Bounds, longitude: number, latitude: number): boolean {
  return west <= longitude && longitude < east && south <= latitude && latitude < north;
}
