// Compares the evaluator with the reference: node differential.js PROGRAM [COUNT] [SEED]
//
// Expressions and documents are made by chance (generate.js); each is evaluated by jsonata 2.2.2 (the default dialect)
// and by 2.0.6 (aws). Values must be equal, or the error codes. An error without a code comes of JavaScript itself: any
// outcome is as good.
import {spawn} from "node:child_process";
import {createInterface} from "node:readline";
import {isDeepStrictEqual} from "node:util";
import jsonata from "jsonata";
import jsonataAws from "jsonata-aws";
import {Generator} from "./generate.js";

const [program, count = "10000", seed = "1"] = process.argv.slice(2);
const server = spawn(program, ["--serve"], {stdio: ["pipe", "pipe", "inherit"]});
const lines = createInterface({input: server.stdout})[Symbol.asyncIterator]();

async function ours(request) {
    server.stdin.write(JSON.stringify(request) + "\n");
    const {value, done} = await lines.next();
    if (done) throw new Error(`the program ended at ${JSON.stringify(request)}`);
    return JSON.parse(value);
}

async function theirs({expr, input, dialect}) {
    try {
        const value = await (dialect === "aws" ? jsonataAws : jsonata)(expr).evaluate(input);
        if (value === undefined) return {undefined: true};
        if (typeof value === "function" || value._jsonata_lambda || value._jsonata_function) return {function: true};
        const text = JSON.stringify(value, (_, v) => (v && (v._jsonata_lambda || v._jsonata_function)) || typeof v === "function" ? "" : v);
        return {value: JSON.parse(text)};
    } catch (error) {
        return error.code && typeof error.code === "string" ? {code: error.code, position: error.position, token: error.token, message: error.message} : {foreign: String(error.message ?? error)};
    }
}

function same(a, b, parallel) {
    if (b.foreign !== undefined) return true;
    // The reference evaluates the items of [ ] and the values of { } at the same time, so which of two errors it meets
    // first is a matter of its scheduling.
    if (a.code !== undefined && b.code !== undefined && parallel) return true;
    if (a.code !== undefined || b.code !== undefined) return a.code === b.code;
    return isDeepStrictEqual(a, b);
}

const generator = new Generator(Number(seed));
let different = 0;
const codes = new Map();
for (let i = 0; i < Number(count); ++i) {
    const request = {expr: generator.expression(3), input: generator.root(), dialect: i % 2 ? "aws" : "standard"};
    // Version 2.0.6 never comes back from formatting 0 or less with an exponent.
    if (request.dialect === "aws" && /e0?"/.test(request.expr)) continue;
    const expected = await theirs(structuredClone(request));
    const got = await ours(request);
    const outcome = expected.code ?? Object.keys(expected)[0];
    codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
    if (same(got, expected, /[[{].*,/s.test(request.expr))) continue;
    // The reference's transformer changes the input itself where its pattern leads there.
    if (/\|.*\$\$.*\|/.test(request.expr)) continue;
    if (++different <= 40)
        console.log(`${JSON.stringify(request)}\n    reference ${JSON.stringify(expected)}\n    ours      ${JSON.stringify(got)}`);
}
server.stdin.end();
console.log(`${count} compared, ${different} different; outcomes ${JSON.stringify(Object.fromEntries([...codes].sort()))}`);
process.exit(different === 0 ? 0 : 1);
