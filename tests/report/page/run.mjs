// The tests of the report page, one kind at a time:
//
//   node run.mjs types|formatting|units|browser WORK PROGRAM
//
// WORK is the folder with the packages of npm, PROGRAM the hotline that is tested. Exit code 77 says
// that something is missing that the test needs, and what.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = resolve(here, "../../../src/report/page");
const [kind, workFolder, program] = process.argv.slice(2);
const work = resolve(workFolder);
const modules = join(work, "node_modules");

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

function run(command, options) {
  const { status, error } = spawnSync(command, options, { stdio: "inherit", cwd: work });
  if (error) throw error;
  process.exit(status ?? 1);
}

if (!existsSync(join(modules, "playwright-core"))) {
  skip("the packages of npm are not there (see the output of the build)");
}
const require = createRequire(join(work, "package.json"));

function types() {
  // The sources lie apart from their packages.
  const config = join(work, "tsconfig.json");
  const folders = [page, join(page, "sections"), join(page, "texts"), here];
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(page, "tsconfig.json"),
      compilerOptions: {
        paths: { "*": [join(modules, "*")], "@page/*": [join(page, "*")] },
        typeRoots: [join(modules, "@types")],
        types: ["node"],
      },
      include: folders.map((folder) => join(folder, "*.ts")),
    }),
  );
  run(process.execPath, [join(modules, "typescript/bin/tsc"), "-p", config]);
}

function formatting() {
  const files = [page, ...["sections", "styles", "texts"].map((name) => join(page, name)), here]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((name) => /\.(ts|mjs|css|json)$/.test(name) && !name.endsWith("-lock.json"));
  const config = join(page, ".prettierrc.json");
  run(process.execPath, [
    join(modules, "prettier/bin/prettier.cjs"),
    "--config",
    config,
    "--check",
    ...files,
  ]);
}

async function bundled(name) {
  const out = join(work, name.replace(/ts$/, "mjs"));
  await require("esbuild").build({
    entryPoints: [join(here, name)],
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["playwright-core"],
    alias: { "@page": page },
    outfile: out,
    logLevel: "error",
  });
  return out;
}

async function units() {
  process.env.HOTLINE_PROJECT = resolve(here, "../../..");
  run(process.execPath, ["--test", await bundled("units.test.ts")]);
}

async function browser() {
  const chromium = ["chromium", "chromium-browser", "google-chrome"]
    .map((name) => join("/usr/bin", name))
    .find(existsSync);
  if (!chromium) skip("there is no chromium (apt-get install chromium)");
  process.env.HOTLINE_CHROMIUM = chromium;
  process.env.HOTLINE_PROGRAM = resolve(program);
  process.env.HOTLINE_PROJECT = resolve(here, "../../..");
  run(process.execPath, ["--test", await bundled("browser.test.ts")]);
}

await { types, formatting, units, browser }[kind]();
