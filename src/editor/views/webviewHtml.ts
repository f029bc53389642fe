export interface WebviewPage {
  readonly placement: "panel" | "side";
  /** The origin that the webview may load from, as VS Code names it. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Random and new for every page, so that no other script runs. */
  readonly nonce: string;
}

/** There is nothing to cut or to paste: the editor's menu for that would be dead. */
const NO_EDIT_MENU = JSON.stringify({ preventDefaultContextMenuItems: true });

/**
 * The page of the information plane. It may load its own script and style and nothing else: no inline script or
 * style, no network, no frames, no forms.
 */
export function buildWebviewHtml({ placement, cspSource, scriptUri, styleUri, nonce }: WebviewPage): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Information Plane</title>
<link rel="stylesheet" href="${escapeAttribute(styleUri)}">
</head>
<body data-placement="${placement}" data-vscode-context="${escapeAttribute(NO_EDIT_MENU)}">
<div id="app"></div>
<script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
</body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
