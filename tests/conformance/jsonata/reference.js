// The reference behind a pipe: one request a line ({expr, input, dialect}), one answer a line, in order.
//
// A process of its own, since some expressions take the reference to where it neither answers nor fails: it loops
// without end, or Node gives up for want of memory. differential.js ends it then and starts another.
import {createInterface} from "node:readline";

// The same instant as serve.cpp has: $now, and what $toMillis fills in.
const kNow = Date.UTC(2023, 10, 14, 22, 13, 20, 123);
globalThis.Date = class extends Date {
    constructor(...given) {
        given.length === 0 ? super(kNow) : super(...given);
    }
};
const {default: jsonata} = await import("jsonata");
const {default: jsonataAws} = await import("jsonata-aws");

const isFunction = (value) => typeof value === "function" || value?._jsonata_lambda || value?._jsonata_function;

// More evaluations than any generated expression needs that ends.
const kEvaluations = 100000;

function bounded(expression) {
    let left = kEvaluations;
    expression.assign(Symbol.for("jsonata.__evaluate_entry"), () => {
        if (--left < 0) throw {code: "U1001", message: "Expression evaluation takes too many steps: Check for infinite loop"};
    });
    return expression;
}

// Its functions remember, for all evaluations of a process, under which name and where they were called last, and an
// error tells that. Only what the expression itself called counts here.
async function forget(expr, language) {
    for (const [, name] of expr.matchAll(/\$([a-z]\w*)/gi)) {
        const found = await language("$" + name).evaluate({});
        if (isFunction(found)) delete found.token, delete found.position;
    }
}

async function answer({expr, input, dialect}) {
    const before = JSON.stringify(input);
    const language = dialect === "aws" ? jsonataAws : jsonata;
    await forget(expr, language);
    try {
        const value = await bounded(language(expr)).evaluate(input);
        // Its transformer does so where the pattern leads there, and { } after an empty array puts nothing into it.
        const changed = JSON.stringify(input) !== before || undefined;
        if (value === undefined) return {undefined: true, changed};
        if (isFunction(value)) return {function: true, changed};
        // What Step Functions makes of numbers that JSON has not.
        const named = (part) => (dialect === "aws" && typeof part === "number" && !Number.isFinite(part) ? String(part) : part);
        return {value: JSON.parse(JSON.stringify(value, (_, part) => (isFunction(part) ? "" : named(part)))), changed};
    } catch (error) {
        // An error without a code comes of JavaScript itself, not of the language.
        if (typeof error.code !== "string") return {foreign: String(error.message ?? error)};
        const {code, message, position, token} = error;
        return {code, message, position, token};
    }
}

for await (const line of createInterface({input: process.stdin})) {
    const found = await answer(JSON.parse(line));
    process.stdout.write(JSON.stringify(found) + "\n");
}
