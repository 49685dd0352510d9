// Compares the evaluator with the reference: node differential.js PROGRAM [COUNT] [SEED]
//
// Expressions and documents are made by chance (generate.js); each is evaluated by jsonata 2.2.2 (the default dialect)
// and by 2.0.6 (aws). Values must be equal, or the errors: code, message, position and token.
// SEED may be "random". Exit 1 if any differed.
import {isDeepStrictEqual} from "node:util";
import {fileURLToPath} from "node:url";
import {Generator} from "./generate.js";
import {Peer} from "./peer.js";

const [program, count = "10000", wanted = "1"] = process.argv.slice(2);
const seed = wanted === "random" ? Math.floor(Math.random() * 4294967296) : Number(wanted);
const kBatch = 500;
const kShown = process.env.SHOW ?? 40;

const ours = new Peer(program, ["--serve"], 30);
const theirs = new Peer(process.execPath, ["--max-old-space-size=1024", fileURLToPath(new URL("reference.js", import.meta.url))], 3);

// Math.pow of two machines may differ in the last bit.
function close(a, b) {
    if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= 1e-14 * Math.abs(b);
    if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => close(a[name], b[name]));
}

// What the reference does by accident of JavaScript or of its scheduling, and why no comparison is possible.
function incomparable({expr, input}, got, expected) {
    if (expected === null) return "the reference does not end";
    if (expected.foreign !== undefined) return "an error of JavaScript";
    // It evaluates the items of [ ] and the values of { } at the same time, so which of two errors it meets first is a
    // matter of its scheduling.
    if (got.code !== undefined && expected.code !== undefined && /[[{].*,/s.test(expr)) return "one of several errors";
    if (/\$(power|parseInteger)/.test(expr) && close(got, expected)) return "the last bit of a power";
    if (expected.changed) return "changes the input";
    // A function that replaces a text, not a regular expression, is printed.
    if (/async function|\[object Object\]/.test(JSON.stringify(expected))) return "a function of JavaScript as text";
    if (expected.code === "D3121" && /"(Cannot (create|read|set) propert|Maximum call stack)/.test(expected.message)) return "an error of JavaScript";
    // { } with an empty array as its context puts something into that array.
    const filled = (answer) => JSON.stringify(answer).replaceAll("[null]", "[]");
    if (expr.includes("{") && filled(got) === filled(expected)) return "changes an empty array";
    // Its regular expressions match halves of characters beyond the basic plane, ours whole ones.
    if (/\/.*\/|\\\//s.test(expr) && /[\ud800-\udfff]/.test(JSON.stringify([expr, input]))) return "half of a wide character";
    // A text with half of a character is no UTF-8: the error names the whole one.
    if (got.code === "S0103" && got.code === expected.code && /[\ud800-\udfff]/.test(got.token)) return "half of a wide character";
    // Which of the nested evaluations is the one too many is a matter of how they are counted.
    if (got.code === "U1001" && got.code === expected.code) return "where the steps ended";
    // It doesn't check the arguments of functions of the library that were applied partially.
    if (got.code?.startsWith("T041") && /\(\?|\? *[,)]/.test(expr)) return "a partial application";
    // The condition of ?: and ?? is a copy through JSON, which loses regular expressions.
    if (/\/.*\?[:?]/s.test(expr.replaceAll("(?:", "("))) return "a regular expression in a condition";
    return null;
}

function same(got, expected) {
    if (got === null || expected === null) return false;
    if (got.code === undefined || expected.code === undefined) return isDeepStrictEqual(got, expected);
    if (got.code === "U1001" && expected.code === "D3121" && /too many steps/.test(expected.message)) return true;
    if (got.code !== expected.code) return false;
    return got.message === expected.message && got.position === (expected.position ?? 0) &&
        (expected.token === undefined || got.token === String(expected.token));
}

const generator = new Generator(seed);
const outcomes = new Map();
const add = (what) => outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
let different = 0;
for (let done = 0; done < Number(count);) {
    const requests = [];
    for (; requests.length < kBatch && done < Number(count); ++done) requests.push(generator.request(done % 2 ? "aws" : "standard"));
    const [got, expected] = await Promise.all([ours.ask(requests), theirs.ask(requests)]);
    requests.forEach((request, i) => {
        if (same(got[i], expected[i])) return add(expected[i].code ?? Object.keys(expected[i])[0]);
        const reason = got[i] === null ? null : incomparable(request, got[i], expected[i]);
        if (reason !== null && process.env.LOG) console.log(reason, JSON.stringify(request));
        if (reason !== null) return add(reason);
        if (++different <= kShown)
            console.log(`${JSON.stringify(request)}\n    reference ${JSON.stringify(expected[i])}\n    ours      ${JSON.stringify(got[i])}`);
    });
}
ours.close();
theirs.close();
console.log(`${count} compared (seed ${seed}), ${different} different; outcomes ${JSON.stringify(Object.fromEntries([...outcomes].sort()))}`);
process.exit(different === 0 ? 0 : 1);
