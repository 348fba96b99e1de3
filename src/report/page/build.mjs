// Bundles the page into one C++ source when the program is built:
//
//   node build.mjs WORK OUT.cpp [--tools]
//
// WORK is a folder for the packages of npm, which are fetched only if they are not there; --tools
// fetches those for the tests as well. If something is missing, OUT.cpp holds no page but says why,
// and is made anew by the next build.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [work, out, tools] = process.argv.slice(2);
const wanted = tools === "--tools" ? "all packages" : "packages";

function sameText(a, b) {
  return existsSync(b) && readFileSync(a, "utf8") === readFileSync(b, "utf8");
}

// Fetches the packages unless those of this package-lock.json are there already.
function fetchPackages() {
  const lock = join(here, "package-lock.json");
  const done = join(work, "fetched");
  const has = existsSync(done) ? readFileSync(done, "utf8") : "";
  if (sameText(lock, join(work, "package-lock.json")) && has.startsWith("all")) return;
  if (sameText(lock, join(work, "package-lock.json")) && has === wanted) return;
  mkdirSync(work, { recursive: true });
  writeFileSync(done, "");
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    copyFileSync(join(here, name), join(work, name));
  }
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (wanted === "packages") options.push("--omit=dev");
  options.push("--fetch-retries=1", "--fetch-timeout=60000");
  execFileSync("npm", options, { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(done, wanted);
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

async function bundle() {
  const require = createRequire(join(resolve(work), "package.json"));
  const { build } = require("esbuild");
  const result = await build({
    entryPoints: [join(here, "main.ts")],
    bundle: true,
    minify: true,
    write: false,
    outdir: "page",
    target: ["es2020", "chrome90", "firefox90", "safari14"],
    loader: { ".woff2": "dataurl" },
    nodePaths: [join(resolve(work), "node_modules")],
    legalComments: "none",
    charset: "utf8",
  });
  const file = (end) => result.outputFiles.find((f) => f.path.endsWith(end)).text;
  // Not even a licence text may end the script too early.
  return { script: file(".js").replaceAll("</script", "<\\/script"), style: file(".css") };
}

function html({ script, style }) {
  // Styles of single elements are set by the charts; nothing else may come from anywhere.
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src-elem ${hash(style)}`,
    "style-src-attr 'unsafe-inline'",
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const fill = { POLICY: policy, STYLE: style, SCRIPT: script };
  return readFileSync(join(here, "template.html"), "utf8").replace(
    /@@(POLICY|STYLE|SCRIPT)@@/g,
    (_, name) => fill[name],
  );
}

// The text as C++ literals, in pieces that every compiler takes.
function literals(text) {
  const piece = 16000;
  const pieces = [];
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += piece) {
    pieces.push(`R"~~page~~(${characters.slice(at, at + piece).join("")})~~page~~"`);
  }
  return pieces.join("\n") || '""';
}

function writeSource(page, why) {
  const text = `// Made by src/report/page/build.mjs.
#include <string_view>

#include "report/page_bytes.hpp"

namespace hotline::detail {
namespace {
constexpr char kText[] = ${literals(page)};
}

const std::string_view kPage(kText, sizeof(kText) - 1);
const std::string_view kWhyNoPage = ${JSON.stringify(why)};

}  // namespace hotline::detail
`;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
}

try {
  fetchPackages();
  const page = html(await bundle());
  writeSource(page, "");
  writeFileSync(join(work, "page.html"), page);
} catch (error) {
  const what = String(error.message ?? error).split("\n")[0];
  console.error(`warning: hotline is built without the report page: ${what}`);
  writeSource("", "its packages from npm could not be fetched or bundled when it was built");
  utimesSync(out, 1, 1); // older than its sources, so that the next build tries again
}
