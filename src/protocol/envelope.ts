/** A channel's own messages: requests and what ends them. Events go over the port as they are. */
export type Envelope =
  | {
      readonly type: "channel/request";
      readonly id: number;
      readonly name: string;
      readonly parameters: unknown;
    }
  | { readonly type: "channel/reply"; readonly id: number; readonly value: unknown }
  | { readonly type: "channel/error"; readonly id: number; readonly code: string; readonly message: string };

/** The envelope that a message is, or undefined if it is none. */
export function parseEnvelope(message: unknown): Envelope | undefined {
  if (typeof message !== "object" || message === null || !("type" in message) || !("id" in message)) {
    return undefined;
  }
  const { type, id } = message;
  if (typeof id !== "number") {
    return undefined;
  }
  if (type === "channel/request" && "name" in message && typeof message.name === "string") {
    return {
      type,
      id,
      name: message.name,
      parameters: "parameters" in message ? message.parameters : undefined,
    };
  }
  if (type === "channel/reply") {
    return { type, id, value: "value" in message ? message.value : undefined };
  }
  if (type === "channel/error" && "code" in message && "message" in message) {
    return { type, id, code: String(message.code), message: String(message.message) };
  }
  return undefined;
}
