/** A number of 17 digits with sign and point; few have more. */
export const NUMBER = 20;
/** `{"ixt":…,"ity":…}` and a comma. */
export const PAIR = 16 + 2 * NUMBER;
/** The name of a figure. */
export const NAME = 18;
/** Two pairs, `lower` and `upper`, and a name before them. */
export const INTERVAL = 34 + 2 * PAIR;
/** A flag with its sentence: one that the figures earn at a time … */
export const FLAG = 200;
/** … and those that the settings bring with them, in every layer. */
export const SETTING_FLAG = 300;
