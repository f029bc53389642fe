import type { DetailsView } from "./detailsView";
import type { TableView } from "./tableView";

/** What is open below the pictures. */
export type DrawerView =
  | { readonly name: "table"; readonly table: TableView }
  | { readonly name: "details"; readonly details: DetailsView };
