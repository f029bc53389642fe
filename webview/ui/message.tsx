import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { Actions } from "./actions";
import type { MessageView } from "./messageView";

interface MessageProps {
  /** Undefined if there is a picture. */
  readonly view: MessageView | undefined;
  readonly onAction: (action: ViewAction) => void;
}

/** What is said, and offered, where there is no picture. */
export function Message({ view, onAction }: MessageProps): VNode {
  const { title = "", body = "", detail = "", actions = [] } = view ?? {};
  return (
    <section class="message" hidden={view === undefined}>
      <h2 hidden={title === ""}>{title}</h2>
      <p hidden={body === ""}>{body}</p>
      <p class="detail" hidden={detail === ""}>
        {detail}
      </p>
      <Actions actions={actions} onAction={onAction} />
    </section>
  );
}
