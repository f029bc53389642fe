import { describe, expect, it } from "vitest";
import { buildWebviewHtml, type WebviewPage } from "../../../../src/editor/views/webviewHtml";

const PAGE: WebviewPage = {
  placement: "panel",
  cspSource: "https://*.vscode-cdn.net",
  scriptUri: "https://file.vscode-cdn.net/dist/webview.js",
  styleUri: "https://file.vscode-cdn.net/dist/webview.css",
  nonce: "q83vEjRWeJCrze8SNFZ4kA==",
};

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The opening tags of a page that holds no comments and quotes every value. */
function parseTags(html: string): Element[] {
  const unescape = (text: string): string =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return [...html.matchAll(/<([a-z]+)((?:\s+[a-z-]+="[^"]*")*)\s*>/g)].map(
    ([, name = "", attributes = ""]) => ({
      name,
      attributes: new Map(
        [...attributes.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
          key,
          unescape(value),
        ]),
      ),
    }),
  );
}

function policyOf(html: string): ReadonlyMap<string, string> {
  const meta = parseTags(html).find(
    ({ attributes }) => attributes.get("http-equiv") === "Content-Security-Policy",
  );
  const directives = (meta?.attributes.get("content") ?? "").split("; ");
  return new Map(
    directives.map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1).join(" ")]),
  );
}

describe("buildWebviewHtml", () => {
  it("allows its own script and style and nothing else", () => {
    expect(Object.fromEntries(policyOf(buildWebviewHtml(PAGE)))).toEqual({
      "default-src": "'none'",
      "img-src": "https://*.vscode-cdn.net data: blob:",
      "style-src": "https://*.vscode-cdn.net",
      "script-src": `'nonce-${PAGE.nonce}'`,
      "font-src": "https://*.vscode-cdn.net",
      "connect-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
    });
  });

  it("has one script, from a file, with the nonce, and no inline script, style or handler", () => {
    const html = buildWebviewHtml(PAGE);
    const tags = parseTags(html);
    const scripts = tags.filter(({ name }) => name === "script");
    expect(scripts.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      { nonce: PAGE.nonce, src: PAGE.scriptUri },
    ]);
    expect(html).toContain("></script>");
    expect(tags.filter(({ name }) => name === "style")).toEqual([]);
    const keys = tags.flatMap(({ attributes }) => [...attributes.keys()]);
    expect(keys.filter((key) => key.startsWith("on") || key === "style")).toEqual([]);
    expect(html.match(/unsafe|javascript:/i)).toBeNull();
  });

  it.each(["panel", "side"] as const)("says where it is: %s", (placement) => {
    const tags = parseTags(buildWebviewHtml({ ...PAGE, placement }));
    expect(tags.find(({ name }) => name === "body")?.attributes.get("data-placement")).toBe(placement);
    expect(tags.some(({ name, attributes }) => name === "div" && attributes.get("id") === "app")).toBe(true);
  });

  it("keeps addresses inside their attributes", () => {
    const evil = `"><script>alert(1)</script>&`;
    const html = buildWebviewHtml({ ...PAGE, scriptUri: evil, styleUri: evil, cspSource: evil });
    const tags = parseTags(html);
    expect(tags.filter(({ name }) => name === "script")).toHaveLength(1);
    expect(tags.find(({ name }) => name === "script")?.attributes.get("src")).toBe(evil);
  });
});
