import type { DetailsView } from "./detailsView";
import type { NeuronsView } from "./neuronsView";
import type { TableView } from "./tableView";

/** What is open below the pictures. */
export type DrawerView =
  | { readonly name: "table"; readonly table: TableView; readonly compared?: TableView }
  | { readonly name: "neurons"; readonly neurons: NeuronsView }
  | { readonly name: "details"; readonly details: DetailsView };
