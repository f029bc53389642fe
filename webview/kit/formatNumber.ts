const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Made once: to make one takes longer than to write a thousand numbers. */
const COUNT_FORMAT = new Intl.NumberFormat("en-US");

/** A whole number with its thousands set apart. */
export function formatCount(value: number): string {
  return COUNT_FORMAT.format(value);
}

/** Bits for reading, two decimals; three where a bit is the whole of the scale. */
export function formatBits(value: number, decimals: 2 | 3 = 2): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "?";
}

/** A tick's label: plain from 0.01 to below 10⁴, beyond that in powers of ten. */
export function formatTick(value: number): string {
  return value === 0 || (value >= 0.01 && value < 1e4) ? String(value) : formatScientific(value, 12);
}

/** A tick's label on a logarithmic axis: as `formatTick`, but all powers of ten below 1 in the same form. */
export function formatLogarithmicTick(value: number): string {
  return value < 1 && Number.isInteger(Number(Math.log10(value).toFixed(9)))
    ? formatScientific(value, 12)
    : formatTick(value);
}

/** A figure with three digits. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) {
    return "?";
  }
  const size = Math.abs(value);
  return value === 0 || (size >= 0.01 && size < 1e4)
    ? String(Number(value.toPrecision(3)))
    : formatScientific(value, 3);
}

/** A share in percent: "50.4 %". */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "?";
}

/** Seconds for a person, in at most two units. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 2·10⁻³, and 10⁻³ where the factor is 1. */
function formatScientific(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
  const factor = String(Number(mantissa));
  const power = String(Number(exponent)).replace(/[-\d]/g, (character) =>
    character === "-" ? "⁻" : SUPERSCRIPTS.charAt(Number(character)),
  );
  return factor === "1" ? `10${power}` : `${factor}·10${power}`;
}
