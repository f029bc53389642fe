import type { VNode } from "preact";

interface FoldLinkProps {
  readonly isOpen: boolean;
  readonly label: string;
  readonly className?: string;
  readonly onToggle: (isOpen: boolean) => void;
}

/** A link that shows more of something, and less again. */
export function FoldLink({ isOpen, label, className = "", onToggle }: FoldLinkProps): VNode {
  return (
    <button
      class={`link ${className}`}
      type="button"
      aria-expanded={isOpen ? "true" : "false"}
      onClick={() => {
        onToggle(!isOpen);
      }}
    >
      {label}
    </button>
  );
}
