import { quote } from "../base/text";
import { parseEnvelope, type Envelope } from "./envelope";

/** Whatever carries messages both ways: a worker's port, a webview. `onMessage` returns what ends the listening. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): () => void;
}

export interface Message {
  readonly type: string;
}

export type Requests = Readonly<Record<string, { readonly parameters: unknown; readonly reply: unknown }>>;

/** What one side of a channel says: events, and requests that the other side replies to. */
export interface Side {
  readonly events: Message;
  readonly requests: Requests;
}

export type NoRequests = Readonly<Record<string, never>>;

/** How a side answers one kind of request. `parse` gives undefined for parameters that are not valid. */
export interface RequestHandler<Parameters, Reply> {
  parse(parameters: unknown): Parameters | undefined;
  handle(parameters: Parameters): Reply | Promise<Reply>;
}

export interface ChannelOptions<Theirs extends Side> {
  /** Validates what comes in; undefined if it is none of the other side's events. */
  readonly parseEvent: (message: unknown) => Theirs["events"] | undefined;
  readonly onEvent: (event: Theirs["events"]) => void;
  readonly handlers: {
    readonly [Name in keyof Theirs["requests"]]: RequestHandler<
      Theirs["requests"][Name]["parameters"],
      Theirs["requests"][Name]["reply"]
    >;
  };
  /** A message that nobody understands, or a handler that threw. For the log; the channel goes on. */
  readonly onProblem: (problem: string, cause?: unknown) => void;
  /** Starts a timer and returns what stops it. */
  readonly startTimer: (callback: () => void, milliseconds: number) => () => void;
}

/** Why a request has no reply: `timeout`, `disposed`, `invalid`, `unknown`, `internal`, or the code of the other side. */
export class ChannelError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "ChannelError";
    this.code = code;
  }
}

interface Pending {
  readonly settle: (message: Envelope) => void;
  readonly abandon: (error: ChannelError) => void;
}

/**
 * One end of a typed conversation over a port. Every request has an end: a reply, an error reply, a timeout, or
 * the disposal of the channel. Nothing that comes in makes it throw.
 */
export class Channel<Mine extends Side, Theirs extends Side> {
  readonly #port: Port;
  readonly #options: ChannelOptions<Theirs>;
  readonly #stopListening: () => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #disposed = false;

  constructor(port: Port, options: ChannelOptions<Theirs>) {
    this.#port = port;
    this.#options = options;
    this.#stopListening = port.onMessage((message) => {
      this.#receive(message);
    });
  }

  /** Tells the other side something. Delivery is not promised; after disposal nothing is sent. */
  send(event: Mine["events"]): void {
    this.#post(event);
  }

  /** Asks the other side; `parseReply` gives undefined for a reply that is not valid. Rejects with a ChannelError. */
  request<Name extends keyof Mine["requests"] & string>(
    name: Name,
    parameters: Mine["requests"][Name]["parameters"],
    parseReply: (value: unknown) => Mine["requests"][Name]["reply"] | undefined,
    timeoutMilliseconds: number,
  ): Promise<Mine["requests"][Name]["reply"]> {
    if (this.#disposed) {
      return Promise.reject(disposedError(name));
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const abandon = (error: ChannelError): void => {
        stopTimer();
        this.#pending.delete(id);
        reject(error);
      };
      const stopTimer = this.#options.startTimer(() => {
        abandon(new ChannelError("timeout", `No reply to ${name} within ${timeoutMilliseconds} ms.`));
      }, timeoutMilliseconds);
      const settle = (message: Envelope): void => {
        if (message.type === "channel/error") {
          abandon(new ChannelError(message.code, message.message));
          return;
        }
        const reply = message.type === "channel/reply" ? parseReply(message.value) : undefined;
        if (reply === undefined) {
          abandon(new ChannelError("invalid", `The reply to ${name} is not valid.`));
          return;
        }
        stopTimer();
        this.#pending.delete(id);
        resolve(reply);
      };
      this.#pending.set(id, { settle, abandon });
      if (!this.#post({ type: "channel/request", id, name, parameters } satisfies Envelope)) {
        abandon(new ChannelError("internal", `${name} could not be sent.`));
      }
    });
  }

  /** Ends the conversation; requests that still wait are rejected with the code `disposed`. */
  dispose(): void {
    this.#disposed = true;
    this.#stopListening();
    for (const pending of [...this.#pending.values()]) {
      pending.abandon(disposedError("The request"));
    }
  }

  #receive(message: unknown): void {
    if (this.#disposed) {
      return;
    }
    try {
      const envelope = parseEnvelope(message);
      if (envelope?.type === "channel/request") {
        void this.#answer(envelope.id, envelope.name, envelope.parameters);
      } else if (envelope !== undefined) {
        const pending = this.#pending.get(envelope.id);
        if (pending === undefined) {
          this.#options.onProblem(`A reply came to request ${envelope.id}, which nobody waits for.`);
        }
        pending?.settle(envelope);
      } else {
        const event = this.#options.parseEvent(message);
        if (event === undefined) {
          this.#options.onProblem(`A message${typeOf(message)} came that is not understood.`, message);
        } else {
          this.#options.onEvent(event);
        }
      }
    } catch (thrown) {
      this.#options.onProblem("A message could not be handled.", thrown);
    }
  }

  async #answer(id: number, name: string, parameters: unknown): Promise<void> {
    let answer: Envelope;
    try {
      answer = { type: "channel/reply", id, value: await this.#handle(name, parameters) };
    } catch (thrown) {
      // Only a ChannelError was meant for the other side; what else was thrown may hold paths and stacks.
      const known = thrown instanceof ChannelError;
      if (!known) {
        this.#options.onProblem(`The handler of ${name} threw.`, thrown);
      }
      const code = known ? thrown.code : "internal";
      const text = known ? thrown.message : `${name} failed.`;
      answer = { type: "channel/error", id, code, message: text };
    }
    if (!this.#post(answer)) {
      this.#post({
        type: "channel/error",
        id,
        code: "internal",
        message: `The reply to ${name} could not be sent.`,
      });
    }
  }

  #handle(name: string, parameters: unknown): unknown {
    const { handlers } = this.#options;
    const handler = Object.hasOwn(handlers, name) ? handlers[name as keyof typeof handlers] : undefined;
    if (handler === undefined) {
      throw new ChannelError("unknown", `There is no request ${name}.`);
    }
    const parsed = handler.parse(parameters);
    if (parsed === undefined) {
      throw new ChannelError("invalid", `The parameters of ${name} are not valid.`);
    }
    return handler.handle(parsed);
  }

  /** Whether it could be posted; a port throws if it is closed or the message cannot be cloned. */
  #post(message: unknown): boolean {
    if (this.#disposed) {
      return true;
    }
    try {
      this.#port.post(message);
      return true;
    } catch (thrown) {
      this.#options.onProblem("A message could not be sent.", thrown);
      return false;
    }
  }
}

/** What a message says it is, in the room that a sentence has for it. */
function typeOf(message: unknown): string {
  const isTyped = typeof message === "object" && message !== null && "type" in message;
  return isTyped && typeof message.type === "string" ? ` of the kind ${quote(message.type)}` : "";
}

function disposedError(what: string): ChannelError {
  return new ChannelError("disposed", `${what} has no reply: the channel is closed.`);
}
