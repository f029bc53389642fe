import * as vscode from "vscode";

const MARKDOWN_EXTENSION = "vscode.markdown-language-features";

/** Shows Markdown as a rendered page by VS Code's own extension; where that is switched off, as text. */
export async function showMarkdown(uri: vscode.Uri): Promise<void> {
  if (vscode.extensions.getExtension(MARKDOWN_EXTENSION) === undefined) {
    await vscode.window.showTextDocument(uri, { preview: true });
  } else {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}
