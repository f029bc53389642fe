import * as vscode from "vscode";
import type { Fix, Problem } from "../../config/text/problem";
import { DIAGNOSTIC_SOURCE } from "./configDiagnostics";
import { CONFIG_SELECTOR, isConfigDocument, parseDocument, rangeOf } from "./configDocuments";

/**
 * Offers the fixes of the problems under the cursor. They come from the text as it is now and not from the
 * diagnostics, which lag behind the typing.
 */
export function registerQuickFixes(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    CONFIG_SELECTOR,
    {
      provideCodeActions: async (document, range, context, token) => {
        if (!isConfigDocument(document)) {
          return [];
        }
        const { version } = document;
        const { problems } = await parseDocument(document);
        if (token.isCancellationRequested || document.version !== version) {
          return [];
        }
        return problems
          .filter((problem) => rangeOf(document, problem).intersection(range) !== undefined)
          .flatMap((problem) =>
            problem.fixes.map((fix, index) =>
              toAction(document, problem, fix, index === 0, context.diagnostics),
            ),
          );
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function toAction(
  document: vscode.TextDocument,
  problem: Problem,
  fix: Fix,
  isPreferred: boolean,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  const edit = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of fix.edits) {
    edit.replace(document.uri, rangeOf(document, { offset, length }), text);
  }
  const range = rangeOf(document, problem);
  action.edit = edit;
  action.isPreferred = isPreferred;
  action.diagnostics = diagnostics.filter(
    ({ source, code, range: shown }) =>
      source === DIAGNOSTIC_SOURCE && code === problem.code && shown.isEqual(range),
  );
  return action;
}
