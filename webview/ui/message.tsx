import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { Actions } from "./actions";
import type { MessageView } from "./messageView";

interface MessageProps {
  /** Undefined if there is a picture. */
  readonly view: MessageView | undefined;
  /** It is all that the page says, so its title is the page's. */
  readonly isAlone: boolean;
  readonly onAction: (action: ViewAction) => void;
}

/** What is said, and offered, where there is no picture. */
export function Message({ view, isAlone, onAction }: MessageProps): VNode {
  const { title = "", body = "", detail = "", actions = [] } = view ?? {};
  return (
    <section class="message" role="main" hidden={view === undefined}>
      {isAlone ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p hidden={body === ""}>{body}</p>
      <p class="detail" hidden={detail === ""}>
        {detail}
      </p>
      <Actions actions={actions} onAction={onAction} />
    </section>
  );
}
