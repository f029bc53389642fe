import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ICOSAHEDRON_VERTICES, icosahedronVertices } from "../../../../src/base/icosahedron";
import { legendre } from "../../../../src/data/symmetricRule/legendre";
import { powerSpectrumKernel, weighedPower } from "../../../../src/data/symmetricRule/powerSpectrum";

describe("Legendre polynomials", () => {
  const closedForms: readonly ((x: number) => number)[] = [
    () => 1,
    (x) => x,
    (x) => (3 * x ** 2 - 1) / 2,
    (x) => (5 * x ** 3 - 3 * x) / 2,
    (x) => (35 * x ** 4 - 30 * x ** 2 + 3) / 8,
    (x) => (63 * x ** 5 - 70 * x ** 3 + 15 * x) / 8,
    (x) => (231 * x ** 6 - 315 * x ** 4 + 105 * x ** 2 - 5) / 16,
  ];

  it.each(closedForms.map((form, degree) => ({ form, degree })))(
    "degree $degree agrees with its closed form",
    ({ form, degree }) => {
      for (let x = -1; x <= 1; x += 1 / 64) {
        expect(legendre(degree, x)).toBeCloseTo(form(x), 12);
      }
    },
  );

  it("are orthogonal with norm 2/(2l+1)", () => {
    const steps = 20_000;
    const product = (a: number, b: number): number => {
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const x = -1 + (2 * i + 1) / steps;
        sum += legendre(a, x) * legendre(b, x) * (2 / steps);
      }
      return sum;
    };
    for (let a = 0; a <= 6; a++) {
      for (let b = 0; b <= 6; b++) {
        expect(product(a, b)).toBeCloseTo(a === b ? 2 / (2 * a + 1) : 0, 6);
      }
    }
  });
});

describe("the icosahedron", () => {
  it("has 12 vertices of length 1, each with 5 near ones, 5 far ones and 1 opposite", () => {
    const vertices = icosahedronVertices();
    expect(vertices.length).toBe(ICOSAHEDRON_VERTICES * 3);
    for (let i = 0; i < ICOSAHEDRON_VERTICES; i++) {
      const cosines = Array.from({ length: ICOSAHEDRON_VERTICES }, (_, j) =>
        dot(vertices.slice(3 * i, 3 * i + 3), vertices.slice(3 * j, 3 * j + 3)),
      ).sort((a, b) => a - b);
      const expected = [
        -1,
        ...Array<number>(5).fill(-Math.sqrt(1 / 5)),
        ...Array<number>(5).fill(Math.sqrt(1 / 5)),
        1,
      ];
      for (const [at, cosine] of cosines.entries()) {
        expect(cosine).toBeCloseTo(expected[at]!, 12);
      }
    }
  });
});

describe("the power spectrum", () => {
  /** Real spherical harmonics of the degrees 0 to 2, orthonormal, from their closed forms. */
  const harmonics: Readonly<Record<number, readonly ((x: number, y: number, z: number) => number)[]>> = {
    0: [() => Math.sqrt(1 / (4 * Math.PI))],
    1: [
      (x) => Math.sqrt(3 / (4 * Math.PI)) * x,
      (_x, y) => Math.sqrt(3 / (4 * Math.PI)) * y,
      (_x, _y, z) => Math.sqrt(3 / (4 * Math.PI)) * z,
    ],
    2: [
      (x, y) => Math.sqrt(15 / (4 * Math.PI)) * x * y,
      (_x, y, z) => Math.sqrt(15 / (4 * Math.PI)) * y * z,
      (x, _y, z) => Math.sqrt(15 / (4 * Math.PI)) * x * z,
      (x, y) => Math.sqrt(15 / (16 * Math.PI)) * (x * x - y * y),
      (_x, _y, z) => Math.sqrt(5 / (16 * Math.PI)) * (3 * z * z - 1),
    ],
  };

  it("is that of spherical harmonics (addition theorem)", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2),
        fc.array(
          fc.record({
            mass: fc.double({ min: -2, max: 2, noNaN: true }),
            height: fc.double({ min: -1, max: 1, noNaN: true }),
            angle: fc.double({ min: 0, max: 7, noNaN: true }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (degree, points) => {
          const places = points.map(({ height, angle }) => {
            const radius = Math.sqrt(1 - height * height);
            return [radius * Math.cos(angle), radius * Math.sin(angle), height] as const;
          });
          const masses = points.map(({ mass }) => mass);
          const coefficients = harmonics[degree]!.map((harmonic) =>
            places.reduce((sum, place, i) => sum + masses[i]! * harmonic(...place), 0),
          );
          const expected =
            coefficients.reduce((sum, c) => sum + c * c, 0) * ((4 * Math.PI) / (2 * degree + 1));
          const kernel = powerSpectrumKernel(Float64Array.from(places.flat()), [{ degree, weight: 1 }]);
          expect(weighedPower(kernel, masses)).toBeCloseTo(expected, 9);
        },
      ),
    );
  });

  it("adds its degrees by their weights", () => {
    const points = icosahedronVertices();
    const masses = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1];
    const power = (degrees: Parameters<typeof powerSpectrumKernel>[1]): number =>
      weighedPower(powerSpectrumKernel(points, degrees), masses);
    expect(
      power([
        { degree: 1, weight: 2 },
        { degree: 4, weight: -0.5 },
      ]),
    ).toBeCloseTo(2 * power([{ degree: 1, weight: 1 }]) - 0.5 * power([{ degree: 4, weight: 1 }]), 12);
  });

  // Degree 0 counts the bits; the others know only how many bits are set and how many pairs are near or opposite.
  it.each([
    { degree: 0, values: 13 },
    { degree: 1, values: 20 },
    { degree: 2, values: 12 },
    { degree: 3, values: 20 },
    { degree: 4, values: 12 },
    { degree: 5, values: 20 },
    { degree: 6, values: 28 },
  ])("takes $values values at degree $degree over all bit patterns", ({ degree, values }) => {
    const powers = patternPowers([{ degree, weight: 1 }]);
    expect(countDistinct(powers)).toBe(values);
  });

  it("takes 64 values where degrees 1 to 6 count by 1/l", () => {
    const powers = patternPowers([1, 2, 3, 4, 5, 6].map((degree) => ({ degree, weight: 1 / degree })));
    expect(countDistinct(powers)).toBe(64);
  });

  it("does not change at degrees 1 to 5 when all bits are flipped", () => {
    const powers = patternPowers([1, 2, 3, 4, 5].map((degree) => ({ degree, weight: degree })));
    for (const [pattern, power] of powers.entries()) {
      expect(Math.abs(power - powers[4095 - pattern]!)).toBeLessThan(1e-9);
    }
  });
});

function patternPowers(degrees: Parameters<typeof powerSpectrumKernel>[1]): number[] {
  const kernel = powerSpectrumKernel(icosahedronVertices(), degrees);
  return Array.from({ length: 4096 }, (_, pattern) =>
    weighedPower(
      kernel,
      Array.from({ length: 12 }, (_, vertex) => (pattern >> vertex) & 1),
    ),
  );
}

function countDistinct(powers: readonly number[]): number {
  return new Set(powers.map((power) => Math.round(power * 1e9))).size;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
