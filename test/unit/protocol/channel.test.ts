import { describe, expect, it } from "vitest";
import { Channel, ChannelError, type NoRequests, type Port } from "../../../src/protocol/channel";

interface Asker {
  readonly events: { readonly type: "ask/hello"; readonly name: string };
  readonly requests: NoRequests;
}
interface Answerer {
  readonly events: { readonly type: "answer/bye" };
  readonly requests: { readonly "answer/double": { readonly parameters: number; readonly reply: number } };
}

const parseNumber = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** Two ports joined; what one posts the other hears at once, copied as a real port would. */
function joinPorts(): [Port, Port] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [
    new Set(),
    new Set(),
  ];
  const port = (mine: 0 | 1): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      for (const listener of listeners[mine === 0 ? 1 : 0]) {
        listener(copy);
      }
    },
    onMessage: (listener) => {
      listeners[mine].add(listener);
      return () => {
        listeners[mine].delete(listener);
      };
    },
  });
  return [port(0), port(1)];
}

function setUp(double: (value: number) => number | Promise<number>) {
  const [askerPort, answererPort] = joinPorts();
  const heard: string[] = [];
  const problems: string[] = [];
  const timers = new Set<() => void>();
  const startTimer = (callback: () => void): (() => void) => {
    timers.add(callback);
    return () => {
      timers.delete(callback);
    };
  };
  const onProblem = (problem: string): void => {
    problems.push(problem);
  };
  const asker = new Channel<Asker, Answerer>(askerPort, {
    parseEvent: () => undefined,
    onEvent: () => undefined,
    handlers: { "answer/double": { parse: parseNumber, handle: double } },
    onProblem,
    startTimer,
  });
  const answerer = new Channel<Answerer, Asker>(answererPort, {
    parseEvent: (message) => {
      const { type, name } = message as Record<string, unknown>;
      return type === "ask/hello" && typeof name === "string" ? { type, name } : undefined;
    },
    onEvent: (event) => {
      if (event.name === "explode") {
        throw new Error("the listener threw");
      }
      heard.push(event.name);
    },
    handlers: {},
    onProblem,
    startTimer,
  });
  const ask = (value: number): Promise<number> => answerer.request("answer/double", value, parseNumber, 1000);
  return { asker, answerer, askerPort, answererPort, ask, heard, problems, timers };
}

const rejection = async (promise: Promise<unknown>): Promise<ChannelError> => {
  try {
    await promise;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ChannelError);
    return thrown as ChannelError;
  }
  throw new Error("expected a rejection");
};

describe("Channel events", () => {
  it("delivers a valid event to the other side", () => {
    const { asker, heard, problems } = setUp((value) => value);
    asker.send({ type: "ask/hello", name: "Ada" });
    expect(heard).toEqual(["Ada"]);
    expect(problems).toEqual([]);
  });

  it.each([
    [{ type: "ask/nonsense" }],
    [{}],
    [{ type: "channel/reply", id: "1", value: 2 }],
    [{ type: "channel/request", id: 1 }],
    [["ask/hello"]],
  ])("reports %j, which it does not understand, and goes on", (message) => {
    const { asker, askerPort, heard, problems } = setUp((value) => value);
    askerPort.post(message);
    expect(problems).toHaveLength(1);
    asker.send({ type: "ask/hello", name: "Ada" });
    expect(heard).toEqual(["Ada"]);
  });

  it.each([[null], [undefined], [7], ["ask/hello"]])(
    "survives %j even where the parser throws on it",
    (message) => {
      const { askerPort, problems } = setUp((value) => value);
      askerPort.post(message);
      expect(problems).toHaveLength(1);
    },
  );

  it("reports a listener that throws", () => {
    const { asker, problems } = setUp((value) => value);
    asker.send({ type: "ask/hello", name: "explode" });
    expect(problems).toEqual(["A message could not be handled."]);
  });

  it("reports what cannot be posted instead of throwing", () => {
    const { asker, problems } = setUp((value) => value);
    asker.send({ type: "ask/hello", name: (() => undefined) as unknown as string });
    expect(problems).toEqual(["A message could not be sent."]);
  });

  it("neither sends nor hears after disposal", () => {
    const { asker, answerer, askerPort, heard, problems } = setUp((value) => value);
    answerer.dispose();
    asker.send({ type: "ask/hello", name: "Ada" });
    asker.dispose();
    askerPort.post({ type: "ask/hello", name: "Ada" });
    asker.send({ type: "ask/hello", name: "Ada" });
    expect(heard).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe("Channel requests", () => {
  it("end with the reply", async () => {
    const { ask, timers } = setUp((value) => Promise.resolve(2 * value));
    expect(await ask(21)).toBe(42);
    expect(timers.size).toBe(0);
  });

  it("keep their replies apart, whatever the order", async () => {
    const releases: (() => void)[] = [];
    const { ask } = setUp(
      (value) =>
        new Promise((resolve) => {
          releases.unshift(() => {
            resolve(2 * value);
          });
        }),
    );
    const replies = [1, 2, 3].map(ask);
    for (const release of releases) {
      release();
    }
    expect(await Promise.all(replies)).toEqual([2, 4, 6]);
  });

  it("end with the code and message of a ChannelError that the handler throws", async () => {
    const { ask, problems } = setUp(() => {
      throw new ChannelError("run/busy", "A run is going on.");
    });
    expect(await rejection(ask(1))).toMatchObject({ code: "run/busy", message: "A run is going on." });
    expect(problems).toEqual([]);
  });

  it.each([
    [
      "throws",
      (): number => {
        throw new Error("/secret/path");
      },
    ],
    ["rejects", (): Promise<number> => Promise.reject(new Error("/secret/path"))],
  ])("end with a general error where the handler %s, and the cause stays on its side", async (_, double) => {
    const { ask, problems } = setUp(double);
    const error = await rejection(ask(1));
    expect(error.code).toBe("internal");
    expect(error.message).not.toContain("secret");
    expect(problems).toEqual(["The handler of answer/double threw."]);
  });

  it("end with an error where the parameters are not valid", async () => {
    const { ask } = setUp((value) => value);
    expect((await rejection(ask("1" as unknown as number))).code).toBe("invalid");
  });

  it("end with an error where the reply is not valid", async () => {
    const { ask } = setUp(() => "42" as unknown as number);
    expect((await rejection(ask(1))).code).toBe("invalid");
  });

  it("end with an error where the reply cannot be posted", async () => {
    const { ask } = setUp(() => (() => 1) as unknown as number);
    expect((await rejection(ask(1))).code).toBe("internal");
  });

  it.each(["answer/triple", "constructor", "__proto__"])(
    "end with an error for the unknown %s",
    async (name) => {
      const { answerer } = setUp((value) => value);
      expect((await rejection(answerer.request(name as "answer/double", 1, parseNumber, 1000))).code).toBe(
        "unknown",
      );
    },
  );

  it("end with a timeout, and a reply after it is reported", async () => {
    let release = (): void => undefined;
    const { ask, timers, problems } = setUp(
      () =>
        new Promise((resolve) => {
          release = () => {
            resolve(1);
          };
        }),
    );
    const reply = rejection(ask(1));
    for (const fire of timers) {
      fire();
    }
    expect((await reply).code).toBe("timeout");
    expect(timers.size).toBe(0);
    release();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(problems).toEqual(["A reply came to request 1, which nobody waits for."]);
  });

  it("end with the disposal of the channel, those made afterwards too", async () => {
    const { answerer, ask, timers } = setUp(() => new Promise(() => undefined));
    const replies = [ask(1), ask(2)].map(rejection);
    answerer.dispose();
    expect((await Promise.all(replies)).map((error) => error.code)).toEqual(["disposed", "disposed"]);
    expect(timers.size).toBe(0);
    expect((await rejection(ask(3))).code).toBe("disposed");
  });

  it("end with an error where they cannot be posted", async () => {
    const { ask } = setUp((value) => value);
    expect((await rejection(ask((() => 1) as unknown as number))).code).toBe("internal");
  });
});
