/** Where the app is shown: as an editor, or as a view in the side bar. */
export type Placement = "panel" | "side";
