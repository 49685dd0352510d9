// node jsonata_cases.mjs FOLDER: the recorded JSONata cases through npm's jsonata (../jsonata/package-lock.json), the
// reference whose suite they are from. Prints each failure and closes with "N passed, N failed".
import {readFileSync, readdirSync} from "node:fs";
import {createRequire} from "node:module";
import {basename, join} from "node:path";
import {isDeepStrictEqual} from "node:util";

const require = createRequire(new URL("../jsonata/package.json", import.meta.url));
const jsonata = require("jsonata");
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

// As its own test runner bounds time and depth.
function bound(expression, timeout, max) {
    let depth = 0;
    const begun = Date.now();
    const check = () => {
        if (depth > max) throw {code: "U1001"};
        if (Date.now() - begun > timeout) throw {code: "U1001"};
    };
    expression.assign(Symbol.for("jsonata.__evaluate_entry"), () => { ++depth; check(); });
    expression.assign(Symbol.for("jsonata.__evaluate_exit"), () => { --depth; check(); });
}

const plain = (value) => value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? "null");

async function fault(one, datasets) {
    const wanted = one.code ?? one.error?.code;
    const input = "data" in one ? one.data : one.dataset ? structuredClone(datasets[one.dataset]) : undefined;
    let value;
    try {
        const expression = jsonata(one.expr);
        if ("timelimit" in one && "depth" in one) bound(expression, one.timelimit, one.depth);
        value = await expression.evaluate(input, one.bindings ?? {});
    } catch (error) {
        if (wanted === undefined) return one.error === undefined ? `error ${error.code} ${error.message}` : "";
        return wanted === error.code ? "" : `error ${error.code}, wanted ${wanted}`;
    }
    if (wanted !== undefined || one.error !== undefined) return `no error, wanted ${wanted}`;
    return isDeepStrictEqual(plain(value), one.result) ? "" : `${JSON.stringify(value)}, wanted ${JSON.stringify(one.result)}`;
}

const folder = process.argv[2];
const datasets = Object.fromEntries(readdirSync(join(folder, "datasets")).map((file) => [basename(file, ".json"), read(join(folder, "datasets", file))]));
let passed = 0, failed = 0;
for (const file of readdirSync(join(folder, "groups")).sort()) {
    for (const one of read(join(folder, "groups", file))) {
        const why = await fault(one, datasets);
        why ? ++failed : ++passed;
        if (why) console.log(`${one.id}: ${why.slice(0, 300)}\n    ${JSON.stringify(one.expr)}`);
    }
}
console.log(`${passed} passed, ${failed} failed`);
