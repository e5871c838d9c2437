/** The closed sets of words that the registers of divisions and parcels use; names in the graph and in the table alike. */

/** 行政区划级别 (GB/T 2260 knows three). */
export enum DivisionLevel {
  PROVINCE = "PROVINCE",
  CITY = "CITY",
  COUNTY = "COUNTY",
}

/** 土地利用现状一级类 (GB/T 21010-2017). */
export enum LandUse {
  CROPLAND = "CROPLAND",
  ORCHARD = "ORCHARD",
  FOREST = "FOREST",
  GRASSLAND = "GRASSLAND",
  COMMERCIAL = "COMMERCIAL",
  INDUSTRIAL = "INDUSTRIAL",
  RESIDENTIAL = "RESIDENTIAL",
  PUBLIC = "PUBLIC",
  SPECIAL = "SPECIAL",
  TRANSPORT = "TRANSPORT",
  WATER = "WATER",
  OTHER = "OTHER",
}
