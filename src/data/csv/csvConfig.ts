/** What is said of a CSV file, and how it is read. */
export interface CsvConfig {
  /** The name of the file, which is the dataset's too. */
  readonly file: string;
  /** A column by its name in the header row or by its number, from 1 on. */
  readonly label: string | number;
  /** The input columns; left out, all but the label and those that number the rows. */
  readonly inputs?: readonly (string | number)[] | undefined;
  readonly header: boolean;
  /** What stands between two cells; left out, it is recognized. A blank is any number of blanks and tabs. */
  readonly delimiter?: "," | ";" | "\t" | "|" | " " | undefined;
  readonly decimal: "." | ",";
  readonly missing: "refuse" | "skip" | "class";
  readonly classes: "auto" | "values";
}
