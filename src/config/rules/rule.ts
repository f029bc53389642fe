/** How a field is explained and filled in; what the schema's `meta` says. */
export interface RuleNotes {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly examples?: readonly unknown[] | undefined;
  /** As VS Code defines them. */
  readonly defaultSnippets?: readonly unknown[] | undefined;
}

export interface ObjectRule extends RuleNotes {
  readonly kind: "object";
  readonly fields: ReadonlyMap<string, Rule>;
  readonly required: ReadonlySet<string>;
  /**
   * Set where a field that is not known is an error, since the text then means something else than it says: why some
   * fields that are known elsewhere are not allowed here, as the end of a sentence.
   */
  readonly refused?: ReadonlyMap<string, string>;
}

/** An object whose fields depend on the word that the field `key` holds. */
export interface ChoiceRule extends RuleNotes {
  readonly kind: "choice";
  readonly key: string;
  /** What `key` itself may hold: the names of the options. */
  readonly keyRule: WordsRule;
  readonly options: ReadonlyMap<string, ObjectRule>;
}

export interface NumberRule extends RuleNotes {
  readonly kind: "number";
  readonly whole: boolean;
  readonly minimum: number;
  /** Whether the minimum itself is too small. */
  readonly minimumExcluded: boolean;
  readonly maximum: number;
}

export interface TextRule extends RuleNotes {
  readonly kind: "text";
  readonly minimumLength: number;
}

/** One of a few words. */
export interface WordsRule extends RuleNotes {
  readonly kind: "words";
  readonly words: readonly string[];
}

/** True or false. */
export interface SwitchRule extends RuleNotes {
  readonly kind: "switch";
}

export interface ListRule extends RuleNotes {
  readonly kind: "list";
  readonly item: Rule;
  readonly minimumItems: number;
  readonly maximumItems: number;
}

/** A list in which every place has a rule of its own. */
export interface TupleRule extends RuleNotes {
  readonly kind: "tuple";
  readonly items: readonly Rule[];
}

/** Any of these; no two take the same kind of JSON value. */
export interface EitherRule extends RuleNotes {
  readonly kind: "either";
  readonly branches: readonly Rule[];
}

/** What a config may say at one place. */
export type Rule =
  | ObjectRule
  | ChoiceRule
  | NumberRule
  | TextRule
  | WordsRule
  | SwitchRule
  | ListRule
  | TupleRule
  | EitherRule;
