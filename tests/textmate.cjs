// The colours that VS Code's own engine gives a text: node textmate.cjs MODULES GRAMMAR FILE…
// prints, a line for each file, a JSON list of [text, scopes], innermost scope last.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [modules, grammarFile, ...files] = process.argv.slice(2);
const load = createRequire(path.join(modules, "package.json"));
const { INITIAL, Registry, parseRawGrammar } = load("vscode-textmate");
const oniguruma = load("vscode-oniguruma");
const wasm = load.resolve("vscode-oniguruma").replace(/main\.js$/, "onig.wasm");

async function main() {
  await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(grammarFile, "utf8"), grammarFile),
  });
  const grammar = await registry.loadGrammar("source.mapping-dsl");
  for (const file of files) {
    let state = INITIAL;
    const found = [];
    for (const line of fs.readFileSync(file, "utf8").split("\n")) {
      const done = grammar.tokenizeLine(line, state);
      state = done.ruleStack;
      for (const token of done.tokens) {
        found.push([line.slice(token.startIndex, token.endIndex), token.scopes.slice(1)]);
      }
      found.push(["\n", []]);
    }
    console.log(JSON.stringify(found));
  }
}

main();
