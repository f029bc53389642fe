import { format } from "node:util";
import { afterAll, afterEach, beforeEach } from "vitest";

/**
 * A test that prints a warning or an error fails, and so does one during which Node warns: a warning that nobody
 * reads is a defect that nobody sees. A test that expects such output replaces the method itself, by vi.spyOn.
 */
const complaints: string[] = [];

for (const method of ["warn", "error"] as const) {
  // eslint-disable-next-line no-console -- taking it over is the purpose
  console[method] = (...args: unknown[]): void => {
    complaints.push(`console.${method}: ${format(...args)}`);
  };
}

process.on("warning", (warning) => {
  complaints.push(`process warning: ${warning.stack ?? warning.message}`);
});

async function failOnComplaints(): Promise<void> {
  // Node announces its warnings a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  if (complaints.length > 0) {
    throw new Error(`Nothing may be printed as a warning or an error:\n${complaints.splice(0).join("\n")}`);
  }
}

beforeEach(() => {
  complaints.length = 0;
});
afterEach(failOnComplaints);
afterAll(failOnComplaints);
