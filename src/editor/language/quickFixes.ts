import * as vscode from "vscode";
import type { Fix, Problem } from "../../config/text/problem";
import { DIAGNOSTIC_SOURCE, type RunFindings } from "./configDiagnostics";
import { CONFIG_SELECTOR, isConfigDocument, parseDocument, rangeOf } from "./configDocuments";

/**
 * Offers the fixes of the problems under the cursor, and what the last run advises. They come from the text as it is now and not from the
 * diagnostics, which lag behind the typing.
 */
export function registerQuickFixes(runFindings: Pick<RunFindings, "get">): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    CONFIG_SELECTOR,
    {
      provideCodeActions: async (document, range, context, token) => {
        if (!isConfigDocument(document)) {
          return [];
        }
        const { version } = document;
        const { problems, locate, set } = await parseDocument(document);
        if (token.isCancellationRequested || document.version !== version) {
          return [];
        }
        const advised = runFindings.get(document.uri).flatMap(({ code, message, path, change }) => {
          const fix = change && set(change.path, change.value);
          return fix === undefined ? [] : [{ code, message, ...locate(path), fixes: [fix] }];
        });
        return [...problems, ...advised]
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
  problem: Pick<Problem, "offset" | "length"> & { readonly code: string },
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
